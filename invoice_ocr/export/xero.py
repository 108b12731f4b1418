"""Xero: a bill (ACCPAY) or credit note (ACCPAYCREDIT), and for receipts a bank transaction, as the API takes them.

Specification: https://github.com/XeroAPI/Xero-OpenAPI. Bills are drafts. Totals are left to Xero, which computes them;
the tax of a line is given where its rate has no other line, else it is computed, too. Account codes and tax types come
from the mapping file; without one they are absent, and Xero asks for them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.booking import contra_account, demand, unsaid
from invoice_ocr.export.exported import Export
from invoice_ocr.export.items import CREDITS, Item, Items, itemise
from invoice_ocr.export.json_text import json_text
from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

_CENTS: Final = Decimal("0.01")
_PRICE_DECIMALS: Final = 4
_LONGEST: Final = {"number": 255, "seller.name": 255, "seller.vat_id": 50}
_UUID_LENGTH: Final = 36


def as_xero(report: Report[Any], settings: Settings) -> Export:
    """The body of a request to /Invoices, /CreditNotes or /BankTransactions."""
    document: Purchase = report.document
    demand(document, "issue_date", "seller.name", "total")
    _check_lengths(document)
    found = itemise(report)
    said: list[str] = ["number", "due_date"]
    common = {
        "Contact": _contact(document, settings.mapping),
        "Date": document.issue_date and document.issue_date.isoformat(),
        "LineAmountTypes": _tax_in(found, document),
        "CurrencyCode": document.currency,
        "LineItems": [_line(item, found, document, settings.mapping, said) for item in found.items],
    }
    name, own = _envelope(report, settings.mapping)
    body = {name: [{**own, **common}]}
    return Export(json_text(body) + "\n", dropped=unsaid(report, (*said, "seller.vat_id")))


def _envelope(report: Report[Any], mapping: Mapping) -> tuple[str, dict[str, Any]]:
    """The name of the collection, and what only its members have."""
    document = report.document
    credit = document.document_type in CREDITS
    if report.kind == "receipt":
        account = {"Code": contra_account(report, mapping)}
        kind = "RECEIVE" if credit else "SPEND"
        return "BankTransactions", {"Type": kind, "Reference": document.number, "BankAccount": account}
    if credit:
        return "CreditNotes", {"Type": "ACCPAYCREDIT", "Status": "DRAFT", "CreditNoteNumber": document.number}
    due = document.due_date and document.due_date.isoformat()
    return "Invoices", {"Type": "ACCPAY", "Status": "DRAFT", "InvoiceNumber": document.number, "DueDate": due}


def _contact(document: Purchase, mapping: Mapping) -> dict[str, Any]:
    known = mapping.contact(document.seller)
    if known and len(known) == _UUID_LENGTH:
        return {"ContactID": known}
    return {"Name": known or document.seller.name, "TaxNumber": document.seller.vat_id}


def _tax_in(found: Items, document: Purchase) -> str:
    if found.inclusive:
        return "Inclusive"
    return "Exclusive" if found.tax or document.taxes else "NoTax"


def _line(item: Item, found: Items, document: Purchase, mapping: Mapping, said: list[str]) -> dict[str, Any]:
    """An item; quantity and price stand only where they make the amount, which Xero demands."""
    said.append(item.path)
    credit = document.document_type in CREDITS
    amount = -item.amount if credit and found.sign > 0 else item.amount
    line = item.line
    factors: dict[str, Any] = {}
    if line and line.quantity is not None and line.unit_price is not None:
        exact = (line.quantity * line.unit_price).quantize(_CENTS) == item.amount
        fine = -int(line.unit_price.as_tuple().exponent) <= _PRICE_DECIMALS
        if exact and fine:
            factors = {"Quantity": abs(line.quantity) if credit else line.quantity, "UnitAmount": line.unit_price}
            said += [item.path.replace(".amount", ".quantity"), item.path.replace(".amount", ".unit_price")]
    return {
        "Description": item.text,
        **factors,
        "LineAmount": amount,
        "AccountCode": mapping.account(document, line),
        "TaxType": mapping.tax_code(item.tax_rate, item.tax_category),
        "TaxAmount": _tax_of(item, found, document),
    }


def _tax_of(item: Item, found: Items, document: Purchase) -> Decimal | None:
    """The printed tax of the item's rate, where no other item has that rate."""
    alone = sum(1 for each in found.items if each.tax_rate == item.tax_rate) == 1
    amounts = [row.amount for row in document.taxes if row.rate == item.tax_rate]
    if item.tax_rate is None or not alone or len(amounts) != 1 or amounts[0] is None:
        return None
    return abs(amounts[0]) if document.document_type in CREDITS else amounts[0]


def _check_lengths(document: Purchase) -> None:
    texts = {"number": document.number, "seller.name": document.seller.name, "seller.vat_id": document.seller.vat_id}
    if long := tuple(path for path, text in texts.items() if text and len(text) > _LONGEST[path]):
        raise ExportError("Xero takes 255 characters of a number or name, 50 of a tax number.", paths=long)
