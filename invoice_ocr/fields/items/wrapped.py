"""Amounts that wrap within a narrow cell: ``1274.`` over ``70``."""

from __future__ import annotations

from decimal import Decimal

from invoice_ocr.fields.items.centred import Placed
from invoice_ocr.fields.items.columns import TOTALS
from invoice_ocr.fields.items.item import Item
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.scan import Scan, Value

CENTS = 2
"""So many digits follow the decimal mark of an amount."""


def complete_wrapped(scan: Scan, items: list[Item], loose: list[tuple[Row, Placed]], meaning: dict[int, str]) -> None:
    """Give the amounts that break off at their decimals the digits right under them."""
    rows = {row.index: cells for row, cells in loose}
    for item in items:
        cells = rows.get(item.row + 1, [])
        for k, value in [(k, v) for k, v in cells if isinstance(v, Value)]:
            name = meaning[k]
            whole = _completed(scan, item.values[name], value) if name in TOTALS and name in item.values else None
            if whole is not None:
                item.values[name] = whole
                cells.remove((k, value))


def _completed(scan: Scan, upper: Value[Decimal], lower: Value[Decimal]) -> Value[Decimal] | None:
    """The amount of both, if the upper one lacks as many decimals as the lower one has digits."""
    printed = scan.layout.rows[upper.spot.row].tokens[upper.spot.end - 1].text
    mark = scan.decimal or "."
    whole, found, decimals = printed.rpartition(mark)
    digits = "".join(filter(str.isdigit, whole))
    if not found or not digits or not lower.text.isdigit() or len(decimals + lower.text) != CENTS or len(decimals) > 1:
        return None
    if decimals and not decimals.isdigit():
        return None
    number = Decimal(f"{digits}.{decimals}{lower.text}").copy_sign(upper.value)
    return Value(upper.spot, printed + lower.text, (number,))
