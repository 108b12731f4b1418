"""Rates, bases and amounts of tax."""
