"""What a document of its kind has to say."""
