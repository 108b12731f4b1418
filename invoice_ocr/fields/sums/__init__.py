"""Total, subtotal, taxes and adjustments: offers by label, candidates for each sum, one choice for all of them."""
