"""What only receipts print: payments, change, cash rounding."""
