"""A complete invoice, and reports made of it with changes."""

from __future__ import annotations

from typing import Any

from invoice_ocr.model.purchase import Invoice, Purchase, Receipt
from invoice_ocr.model.report import Report, Source

ADDRESS = {"street": "Lindenweg 4", "city": "Musterstadt", "postcode": "12345", "country": "DE"}
FIELDS: dict[str, Any] = {
    "number": "RE-2026-0042",
    "document_type": "invoice",
    "issue_date": "2026-11-02",
    "due_date": "2026-12-02",
    "currency": "EUR",
    "purchase_order": "PO-7",
    "buyer_reference": "04011000-1234512345-06",
    "seller": {
        "name": "Papierhaus Birkenau GmbH",
        "address": ADDRESS,
        "vat_id": "DE136695976",
        "phone": "+49 30 23125 000",
        "email": "rechnung@birkenau.example",
    },
    "buyer": {
        "name": "Käufer & Söhne AG",
        "address": {**ADDRESS, "street": "Am Markt 1"},
        "vat_id": "DE811569869",
        "email": "einkauf@kaeufer.example",
    },
    "payment": {"terms": "30 Tage netto", "means": "58", "iban": "DE89370400440532013000", "reference": "RE-2026-0042"},
    "lines": [
        {
            "id": "1",
            "description": "Kopierpapier A4",
            "quantity": "10",
            "unit": "C62",
            "unit_price": "4.50",
            "amount": "45.00",
            "tax_rate": "19",
            "tax_category": "S",
        },
        {
            "id": "2",
            "description": "Fachbuch",
            "quantity": "2",
            "unit": "C62",
            "unit_price": "12.50",
            "amount": "25.00",
            "tax_rate": "7",
            "tax_category": "S",
        },
    ],
    "taxes": [
        {"category": "S", "rate": "19", "base": "45.00", "amount": "8.55"},
        {"category": "S", "rate": "7", "base": "25.00", "amount": "1.75"},
    ],
    "lines_total": "70.00",
    "subtotal": "70.00",
    "tax_total": "10.30",
    "total": "80.30",
    "amount_due": "80.30",
    "prices_include_tax": False,
}

RECEIPT: dict[str, Any] = {
    "number": "4711",
    "document_type": "receipt",
    "issue_date": "2026-11-02",
    "currency": "EUR",
    "seller": {"name": "Bäckerei Kornblum", "vat_id": "DE136695976"},
    "lines": [
        {"description": "Brot", "quantity": "1", "unit_price": "4.28", "amount": "4.28", "tax_rate": "7"},
        {"description": "Kaffee", "quantity": "2", "unit_price": "5.95", "amount": "11.90", "tax_rate": "19"},
    ],
    "taxes": [
        {"rate": "7", "base": "4.00", "amount": "0.28"},
        {"rate": "19", "base": "10.00", "amount": "1.90"},
    ],
    "tax_total": "2.18",
    "total": "16.18",
    "prices_include_tax": True,
    "payments": [{"method": "card", "amount": "16.18", "card_last4": "1234"}],
}


def report_of(document: Purchase, **fields: Any) -> Report[Any]:
    source = Source(name="a.pdf", sha256="0", pages=1)
    kind = "receipt" if isinstance(document, Receipt) else "invoice"
    return Report(source=source, kind=kind, decision="accept", document=document, **fields)


def report(**changes: Any) -> Report[Any]:
    """The complete invoice with changes: ``seller__vat_id=None`` reaches into it, ``lines__0__unit="kg"`` too."""
    return report_of(Invoice.model_validate(_changed(FIELDS, changes)))


def receipt(**changes: Any) -> Report[Any]:
    """The receipt with changes."""
    return report_of(Receipt.model_validate(_changed(RECEIPT, changes)))


def credit_note() -> Report[Any]:
    """The same as a credit note that prints negative amounts."""
    lines = [{**line, "quantity": f"-{line['quantity']}", "amount": f"-{line['amount']}"} for line in FIELDS["lines"]]
    taxes = [{**row, "base": f"-{row['base']}", "amount": f"-{row['amount']}"} for row in FIELDS["taxes"]]
    totals = ("lines_total", "subtotal", "tax_total", "total", "amount_due")
    negative = {name: f"-{FIELDS[name]}" for name in totals}
    return report(document_type="credit_note", lines=lines, taxes=taxes, **negative)


def _changed(fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    changed = _copied(fields)
    for path, value in changes.items():
        *steps, last = path.split("__")
        target: Any = changed
        for step in steps:
            target = target[int(step) if step.isdigit() else step]
        target[last] = value
    return changed


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(part) for name, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value


MAPPING = """
[accounts]
expense = "Expenses:Office"
tax = "Assets:VAT:Input"
payable = "Liabilities:Payable"
payment = "Assets:Checking"
cash = "Assets:Cash"

[[rules]]
description = "*buch*"
account = "Expenses:Books"

[taxes]
"19" = "INPUT"
"7" = "RRINPUT"

[contacts]
"DE136695976" = "56"
"""
