"""Where one document ends and the next begins, in a file or on one picture."""
