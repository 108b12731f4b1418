"""How and when to pay."""
