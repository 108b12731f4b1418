"""From printed text to typed values: every admissible reading, and never a silent guess.

Each kind of value has its module: `amount`, `rate`, `quantity`, `date`, `time`, `period`, `currency`, `tax_id`, `iban`,
`bic`, `card`, `contact`, `country`. A ``parse_*`` reads a text that is the value and nothing else, and raises
`invoice_ocr.errors.ValueParseError` otherwise; a ``find_*`` looks for values in running text and never raises.
"""
