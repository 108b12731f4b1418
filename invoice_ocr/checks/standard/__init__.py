"""The sums of EN 16931 to the cent, for e-invoices; of paper, whose layouts differ, the other families know more."""
