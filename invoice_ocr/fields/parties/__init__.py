"""Seller and buyer: where their blocks stand, their names, addresses, tax numbers, bank details and contacts."""
