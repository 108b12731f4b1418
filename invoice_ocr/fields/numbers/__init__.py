"""The document's number and what it refers to."""
