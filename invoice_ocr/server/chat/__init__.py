"""The endpoint that OpenAI's clients know, as one that does nothing but read pages."""
