"""The text of a message as a page: what is written in lines gets places, so that it is read like any other page."""
