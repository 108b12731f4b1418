"""Firefly III: a transaction, as POST /v1/transactions takes it (TransactionStore).

Specification: https://api-docs.firefly-iii.org. What was bought is split by item where all amounts point one way;
discounts and deposits make it one split of the total, since Firefly has no negative ones. A date needs a time:
midnight.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from invoice_ocr.export.booking import contra_account, demand, unsaid
from invoice_ocr.export.exported import Export
from invoice_ocr.export.items import Item, Items, itemise
from invoice_ocr.export.json_text import json_text

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report


def as_firefly(report: Report[Any], settings: Settings) -> Export:
    """The body of the request."""
    document: Purchase = report.document
    demand(document, "issue_date", "seller.name", "total", "currency")
    found = itemise(report)
    own = contra_account(report, settings.mapping)
    incoming = found.sign * found.total < 0
    parts = _splits(found)
    common = {
        "type": "deposit" if incoming else "withdrawal",
        "date": _instant(document.issue_date),
        "currency_code": document.currency,
        "source_name": document.seller.name if incoming else own,
        "destination_name": own if incoming else document.seller.name,
        "internal_reference": document.number,
        "invoice_date": _instant(document.issue_date),
        "due_date": _instant(document.due_date),
    }
    splits = [
        {
            **common,
            "amount": format(amount, "f"),
            "description": item.text,
            "category_name": _category(item, report, settings),
        }
        for item, amount in parts
    ]
    title = f"{document.seller.name} {document.number or ''}".strip()
    body = {"error_if_duplicate_hash": True, "group_title": title if len(splits) > 1 else None, "transactions": splits}
    said = ("number", "due_date", *(item.path for item, _ in parts))
    return Export(json_text(body) + "\n", dropped=unsaid(report, said))


def _splits(found: Items) -> list[tuple[Item, Decimal]]:
    tax = [] if found.inclusive or not found.tax else [Item("tax_total", found.tax, "Tax")]
    items = [*found.items, *tax]
    signs = {item.amount > 0 for item in items}
    if len(signs) != 1:
        items = [Item("total", found.total, "Goods and services")]
    return [(item, abs(item.amount)) for item in items]


def _category(item: Item, report: Report[Any], settings: Settings) -> str | None:
    return settings.mapping.account(report.document, item.line) if item.path != "tax_total" else None


def _instant(day: Any) -> str | None:
    return f"{day.isoformat()}T00:00:00+00:00" if day else None
