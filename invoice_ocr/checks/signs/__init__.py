"""Signs of amounts."""
