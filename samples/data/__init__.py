"""One module a sample: the document, and how it looks on paper."""
