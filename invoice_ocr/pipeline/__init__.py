"""Where the rooms meet: from a file to a report. Nothing else imports two of the stages."""
