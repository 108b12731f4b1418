"""What stands on the page, found once, whichever field it may be: rows and cells, labels, typed values."""
