"""The days of a document, told apart by their labels and their places."""
