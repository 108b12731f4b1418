"""Documents with a text layer, drawn for the tests of the chat reader, and replies about them."""

from __future__ import annotations

import json

from fpdf import FPDF

from invoice_ocr.documents import open_document

INVOICE = """
Marlow & Finch Ltd
12 Harbour Road
Bristol BS1 4ST

INVOICE
Invoice number: MF-2041
Invoice date: 14 March 2026

Bill to:
Oakfield Dental Practice
3 Mill Lane
Bath BA2 3JT

Description                    Amount
Cleaning of the waiting room   120.00
Window cleaning outside         80.00

Subtotal                       200.00
VAT 20%                         40.00
Total                   GBP    240.00
"""

EXAMPLE = """INVOICE
Invoice Number: INV-2024-001
Date: January 15, 2024

Bill To: John Smith
123 Main Street
Springfield, IL 62701

Items:
1. Product A - $50.00
2. Product B - $65.00

Subtotal: $115.00
Tax: $10.00
Total: $125.00
"""

STATED = {
    "number": "MF-2041",
    "issue_date": "14 March 2026",
    "currency": "GBP",
    "seller": {"name": "Marlow & Finch Ltd", "address": {"text": "12 Harbour Road, Bristol BS1 4ST"}},
    "buyer": {"name": "Oakfield Dental Practice"},
    "lines": [
        {"description": "Cleaning of the waiting room", "amount": "120.00"},
        {"description": "Window cleaning outside", "amount": "80.00"},
    ],
    "taxes": [{"rate": "20%", "amount": "40.00"}],
    "subtotal": "200.00",
    "tax_total": "40.00",
    "total": "GBP 240.00",
}
STATEMENT = json.dumps(STATED)


def pdf_of(*pages: str) -> bytes:
    """Each text as a page in a typewriter's letters, so that its columns stay."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("courier", size=11)
    for page in pages:
        pdf.add_page()
        for number, line in enumerate(page.strip("\n").split("\n")):
            pdf.text(60, 70 + 18 * number, line)
    return bytes(pdf.output())


def document_of(*pages: str):
    return open_document(pdf_of(*pages), name="drawn.pdf")
