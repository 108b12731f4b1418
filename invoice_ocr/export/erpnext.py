"""ERPNext: a Purchase Invoice, as POST /api/resource/Purchase Invoice takes it.

Fields: the DocTypes Purchase Invoice, Purchase Invoice Item and Purchase Taxes and Charges in
https://github.com/frappe/erpnext. Totals are left to ERPNext. Discounts and charges of the whole document, and taxes,
are rows of actual amounts. Supplier, company and accounts come from the mapping file where they differ from what is
printed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.booking import account_for, demand, item_account, unsaid
from invoice_ocr.export.exported import Derived, Export
from invoice_ocr.export.factors import factors
from invoice_ocr.export.items import CREDITS, Item, Items, itemise
from invoice_ocr.export.json_text import json_text

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

PIECES: Final = "Nos"
"""ERPNext's own unit of countable things, which its set-up creates."""


def as_erpnext(report: Report[Any], settings: Settings) -> Export:
    """The body of the request."""
    document: Purchase = report.document
    mapping = settings.mapping
    demand(document, "issue_date", "seller.name", "total")
    found = itemise(report)
    credit = document.document_type in CREDITS
    derived: list[Derived] = []
    day = document.issue_date and document.issue_date.isoformat()
    body = {
        "doctype": "Purchase Invoice",
        "supplier": mapping.contact(document.seller) or document.seller.name,
        "company": mapping.defaults.get("company"),
        "bill_no": document.number,
        "bill_date": day,
        "posting_date": day,
        "set_posting_time": 1,
        "due_date": document.due_date and document.due_date.isoformat(),
        "currency": document.currency,
        "is_return": 1 if credit else None,
        "items": [_item(item, found, document, mapping, derived) for item in _goods(found)],
        "taxes": [*_adjustments(found, document, mapping), *_taxes(found, document, mapping)],
    }
    paths = [] if found.inclusive else [item.path for item in found.items]
    quantities = (path.replace(".amount", f".{name}") for path in paths for name in ("amount", "quantity", "unit"))
    said = ("number", "due_date", "tax_total", *quantities, *paths)
    return Export(json_text(body) + "\n", tuple(derived), unsaid(report, said))


def _goods(found: Items) -> list[Item]:
    """The lines; where they are none, or include the tax (which an actual amount of tax can't be), the net as one."""
    if found.inclusive:
        return [Item("subtotal", found.total - found.tax, "Goods and services")]
    lines = [item for item in found.items if item.line]
    return lines or [found.items[0]]


def _item(item: Item, found: Items, document: Purchase, mapping: Mapping, derived: list[Derived]) -> dict[str, Any]:
    quantity, price = factors(item, mapping)
    if found.sign < 0:
        quantity = -quantity  # a return has negative quantities
    if price < 0:
        quantity, price = -quantity, -price
    unit = item.line.unit if item.line else None
    if unit is None:
        path = item.path.replace(".amount", ".unit")
        derived.append(Derived(path, PIECES, "none is printed, and one is demanded: pieces"))
    return {
        "item_name": item.text[:140],
        "description": item.text,
        "qty": quantity,
        "uom": unit or PIECES,
        "rate": price,
        "expense_account": item_account(item, document, mapping),
    }


def _adjustments(found: Items, document: Purchase, mapping: Mapping) -> list[dict[str, Any]]:
    goods = _goods(found)
    others = [] if found.inclusive else [item for item in found.items if item not in goods]
    return [_row(item_account(item, document, mapping), item.text, found.sign * item.amount) for item in others]


def _taxes(found: Items, document: Purchase, mapping: Mapping) -> list[dict[str, Any]]:
    """A row for each of the breakdown, where that adds up; else one."""
    if not found.tax:
        return []
    account = account_for("tax", mapping)
    rows = [(row.rate, row.amount) for row in document.taxes if row.amount]
    if sum((amount for _, amount in rows), Decimal(0)) != found.tax:
        rows = [(None, found.tax)]
    return [_row(account, "VAT" if rate is None else f"VAT {rate:f} %", found.sign * amount) for rate, amount in rows]


def _row(account: str, text: str, amount: Decimal) -> dict[str, Any]:
    return {
        "category": "Total",
        "add_deduct_tax": "Deduct" if amount < 0 else "Add",
        "charge_type": "Actual",
        "account_head": account,
        "description": text,
        "tax_amount": abs(amount),
    }
