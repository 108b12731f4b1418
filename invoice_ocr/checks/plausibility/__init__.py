"""Values that are possible, and yet look misread."""
