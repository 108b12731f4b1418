"""Sums of amounts."""
