"""QuickBooks Online: a Bill or VendorCredit, and for receipts a Purchase, as the API takes them.

Specification: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/bill. References are the
ids of the company's own lists, so the mapping file must give the vendor ([contacts]) and the accounts ([accounts]), and
may give the tax codes ([taxes]).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.booking import contra_account, demand, item_account, unsaid
from invoice_ocr.export.exported import Export
from invoice_ocr.export.items import CREDITS, Item, Items, itemise
from invoice_ocr.export.json_text import json_text
from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

_LONGEST_NUMBER: Final = 21
_LONGEST_NOTE: Final = 4000
_PAYMENT_TYPES: Final = {"cash": "Cash", "card": "CreditCard", "credit card": "CreditCard", "check": "Check"}


def as_quickbooks(report: Report[Any], settings: Settings) -> Export:
    """The body of a request to /bill, /vendorcredit or /purchase."""
    document: Purchase = report.document
    demand(document, "issue_date", "total")
    _check_lengths(document)
    found = itemise(report)
    body = {
        **_own(report, settings.mapping),
        "DocNumber": document.number,
        "TxnDate": document.issue_date and document.issue_date.isoformat(),
        "CurrencyRef": document.currency and {"value": document.currency},
        "PrivateNote": "\n".join(document.notes) or None,
        "GlobalTaxCalculation": _tax_in(found, document),
        "Line": [_line(item, found, document, settings.mapping) for item in found.items],
        "TxnTaxDetail": {"TotalTax": abs(found.tax)} if found.tax else None,
    }
    notes = (f"notes[{index}]" for index in range(len(document.notes)))
    said = ("number", "due_date", "tax_total", *notes, *(item.path for item in found.items))
    return Export(json_text(body) + "\n", dropped=unsaid(report, said))


def _own(report: Report[Any], mapping: Mapping) -> dict[str, Any]:
    """What only a bill, a credit or a purchase has."""
    document = report.document
    contact = mapping.contact(document.seller)
    if report.kind == "receipt":
        return {
            "AccountRef": {"value": contra_account(report, mapping)},
            "PaymentType": _payment_type(report, mapping),
            "EntityRef": contact and {"value": contact, "type": "Vendor"},
            "Credit": True if document.document_type in CREDITS else None,
        }
    if contact is None:
        remedy = 'Give its id in a mapping file: [contacts] "VAT id or name" = "56".'
        raise ExportError("The vendor is not known.", paths=("seller.name",), remedy=remedy)
    due = document.due_date.isoformat() if document.due_date and document.document_type not in CREDITS else None
    return {"VendorRef": {"value": contact}, "DueDate": due}


def _payment_type(report: Report[Any], mapping: Mapping) -> str:
    methods = {payment.method.casefold() for payment in report.document.payments if payment.method}
    types = {_PAYMENT_TYPES.get(method) for method in methods}
    found = types.pop() if len(types) == 1 else None
    if told := found or mapping.defaults.get("payment_type"):
        return told
    remedy = 'Give one in a mapping file: [defaults] payment_type = "Cash", "Check" or "CreditCard".'
    raise ExportError("How it was paid is not known.", paths=("payments",), remedy=remedy)


def _tax_in(found: Items, document: Purchase) -> str:
    if found.inclusive:
        return "TaxInclusive"
    return "TaxExcluded" if found.tax or document.taxes else "NotApplicable"


def _line(item: Item, found: Items, document: Purchase, mapping: Mapping) -> dict[str, Any]:
    credit = document.document_type in CREDITS
    code = mapping.tax_code(item.tax_rate, item.tax_category)
    return {
        "Description": item.text,
        "Amount": -item.amount if credit and found.sign > 0 else item.amount,
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {
            "AccountRef": {"value": item_account(item, document, mapping)},
            "TaxCodeRef": code and {"value": code},
        },
    }


def _check_lengths(document: Purchase) -> None:
    if document.number and len(document.number) > _LONGEST_NUMBER:
        raise ExportError(f"QuickBooks takes {_LONGEST_NUMBER} characters of a number.", paths=("number",))
    long = ["notes"] if len("\n".join(document.notes)) > _LONGEST_NOTE else []
    lines = enumerate(document.lines)
    long += [f"lines[{i}].description" for i, line in lines if len(line.description or "") > _LONGEST_NOTE]
    if long:
        raise ExportError(f"QuickBooks takes {_LONGEST_NOTE} characters of a text.", paths=tuple(long))
