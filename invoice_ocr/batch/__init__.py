"""Thousands of files: which ones, what is already done, and how far the work has come."""
