"""Where the values were read, and how surely."""
