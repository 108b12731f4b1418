"""How pages, receipts and photos are drawn."""
