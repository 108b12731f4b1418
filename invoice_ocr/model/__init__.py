"""The values that travel between the rooms; frozen, and without knowledge of how they are made."""
