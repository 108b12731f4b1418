"""The parts of the table that are made of amounts: line items, tax rows, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from invoice_ocr.checks.parts import is_withheld, withheld
from invoice_ocr.model.purchase import Receipt
from invoice_ocr.reports.words import printable

if TYPE_CHECKING:
    from decimal import Decimal

    from rich.console import RenderableType

    from invoice_ocr.model.purchase import Purchase, Tax, Tender


def line_items(document: Purchase) -> RenderableType | None:
    """The line items, amounts to the right; columns that no line fills are left out."""
    if not document.lines:
        return None
    columns = {
        "Description": [_text(line.description) for line in document.lines],
        "Quantity": [_amount(line.quantity) for line in document.lines],
        "Unit": [_text(line.unit) for line in document.lines],
        "Unit price": [_amount(line.unit_price) for line in document.lines],
        "Tax": [_percent(line.tax_rate) for line in document.lines],
        "Amount": [_amount(line.amount) for line in document.lines],
    }
    filled = {name: cells for name, cells in columns.items() if any(cells) or name in {"Description", "Amount"}}
    table = Table(box=None, header_style="dim", expand=True, padding=(0, 2, 0, 0))
    table.add_column("#", justify="right", style="dim")
    for name in filled:
        left = name in {"Description", "Unit"}
        ratio = 1 if name == "Description" else None
        table.add_column(name, justify="left" if left else "right", overflow="fold", ratio=ratio)
    for number, cells in enumerate(zip(*filled.values(), strict=True), 1):
        table.add_row(_text(document.lines[number - 1].id or number), *cells)
    return Padding(table, (1, 0, 0, 0))


def sums(document: Purchase) -> RenderableType:
    """Every printed sum, in the order that leads to what is left to pay, with the tax breakdown in its place."""
    table = Table.grid(expand=True, padding=(0, 2, 0, 0))
    table.add_column(justify="right", ratio=1)
    table.add_column(justify="right")
    for label, value in _before_tax(document).items():
        _add(table, label, value)
    for tax in document.taxes:
        if not is_withheld(tax, document):
            _add(table, _tax_in_words(tax), tax.amount)
    for label, value in _from_tax(document).items():
        _add(table, label, value)
    _add(table, f"Total {document.currency or ''}".rstrip(), document.total, style="bold")
    for label, value in _after_total(document).items():
        _add(table, label, value)
    for tender in document.payments if isinstance(document, Receipt) else ():
        _add(table, _tender_in_words(tender), tender.amount)
    return Padding(table, (1, 0, 0, 0))


def _add(table: Table, label: str, value: Decimal | None, style: str = "") -> None:
    """A row; of what the document does not say, only the total is missed."""
    if value is not None or style:
        table.add_row(Text(label, style), Text("-" if value is None else str(value), style))


def _before_tax(document: Purchase) -> dict[str, Decimal | None]:
    return {
        "Lines": document.lines_total,
        "Discounts": document.allowance_total,
        "Charges": document.charge_total,
        "Subtotal": document.subtotal,
    }


def _from_tax(document: Purchase) -> dict[str, Decimal | None]:
    service = document.service_charge if isinstance(document, Receipt) else None
    return {"Tax": document.tax_total, "Service charge": service}


def _after_total(document: Purchase) -> dict[str, Decimal | None]:
    after = {
        "Rounding": document.rounding,
        "Paid": document.amount_paid,
        "Tax withheld": withheld(document) or None,
        "To pay": document.amount_due,
    }
    if isinstance(document, Receipt):
        after |= {"Tip": document.tip, "Given": document.tendered, "Change": document.change}
    return after


def _tender_in_words(tender: Tender) -> str:
    words = ("Paid by", printable(tender.method or "unknown means"), tender.card_last4 and f"...{tender.card_last4}")
    return " ".join(word for word in words if word)


def _tax_in_words(tax: Tax) -> str:
    words = ["Tax", tax.category, None if tax.rate is None else f"{tax.rate} %"]
    base = None if tax.base is None else f"on {tax.base}"
    return " ".join(word for word in (*words, base) if word)


def _percent(rate: Decimal | None) -> Text:
    return Text("" if rate is None else f"{rate} %")


def _amount(value: Decimal | None) -> Text:
    return Text("" if value is None else str(value))


def _text(value: str | int | None) -> Text:
    return Text("" if value is None else printable(str(value)))
