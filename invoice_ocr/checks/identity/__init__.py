"""Identity numbers: VAT ids, IBAN, BIC, GTIN."""
