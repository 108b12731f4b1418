"""E-invoices: the syntaxes of EN 16931 read and written from one table, FatturaPA and Facturae read.

``tables`` hold the mapping. `read_einvoices` gives typed documents, `write` XML.
"""

from __future__ import annotations

from invoice_ocr.einvoice.claims import claims_of, stated_by
from invoice_ocr.einvoice.invoices import EInvoice, read_einvoices
from invoice_ocr.einvoice.roots import is_einvoice
from invoice_ocr.einvoice.syntaxes import CII, UBL, Syntax
from invoice_ocr.einvoice.writing import write

__all__ = ["CII", "UBL", "EInvoice", "Syntax", "claims_of", "is_einvoice", "read_einvoices", "stated_by", "write"]
