"""Quantities that stand so near to their unit or their price that both read as one word."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from invoice_ocr.fields.items.columns import TOTALS, multiplies
from invoice_ocr.fields.items.item import Item
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.values.amount import find_amounts

_COUNTED = re.compile(r"^(\d{1,5}(?:[.,]\d{1,3})?)([^\W\d_]{1,6}[²³23]?\.?)$")
"""``2h``, ``3Stk.``, ``12,5m²``"""


_WRITTEN = re.compile(
    r"(?<![\d.,])(\d{1,5}(?:[.,]\d{1,3})?) ?(?:[^\W\d_]{1,9}[.²³]? )?(?:[x×@]|à|je|at) ?(?:[A-Z]{3} ?|[$€£¥₹] ?)?"
    r"(\d[\d.,]{0,9}\d)(?![\d.,])"
)
"""``2 x 14,80``, ``12 months @ $25.00``"""


def part_glued(scan: Scan, item: Item) -> None:
    """Give the item the quantity that is glued to its unit, in a cell of its own, or to its price."""
    _part_number(scan, item)
    counted = None if item.unit is None or "quantity" in item.values else _count(item.unit)
    if counted is not None:
        item.values["quantity"], item.unit = counted
    if "quantity" not in item.values:
        _take_counted(scan, item)
    if not {"quantity", "unit_price"} & item.values.keys():
        _take_written(item)


def _take_written(item: Item) -> None:
    """Quantity and price that the description names, proved by their product: ``Extracts (2 x 14.80)``."""
    total = next(item.values[name] for name in TOTALS if name in item.values)
    for spot in item.texts:
        for found in _WRITTEN.finditer(spot.text):
            parts = [[*find_amounts(text)] for text in found.groups()]
            if any(len(part) != 1 for part in parts):
                continue
            values = [Value(spot, part[0].parsed.text, part[0].parsed.readings) for part in parts]
            if _holds(values[0], values[1], total) and values[1].value != total.value:
                item.values |= {"quantity": values[0], "unit_price": values[1]}
                return


def _count(spot: Spot) -> tuple[Value[Decimal], Spot] | None:
    """The quantity and the unit of a word that is both."""
    found = _COUNTED.match(spot.text)
    numbers = find_amounts(found[1]) if found else ()
    if found is None or len(numbers) != 1:
        return None
    return Value(spot, found[1], numbers[0].parsed.readings), replace(spot, text=found[2])


def _take_counted(scan: Scan, item: Item) -> None:
    """A quantity glued to its unit in a cell between the text and the amount, proved by a price right of it."""
    total = next(item.values[name] for name in TOTALS if name in item.values)
    numbers = scan.amounts_in.get(item.row, [])
    for cell in scan.layout.rows[item.row].cells[1:]:
        counted = _count(scan.layout.spot(item.row, cell.start, cell.start + 1)) if len(cell.tokens) == 1 else None
        beside = [a for a in numbers if counted and cell.start < a.spot.start < total.spot.start]
        price = next((a for a in beside if counted and _holds(counted[0], a, total)), None)
        if counted is not None and price is not None:
            item.values |= {"quantity": counted[0], "unit_price": price}
            item.unit = counted[1]
            _end_texts(scan, item, cell.start)
            return


def _holds(count: Value[Decimal], price: Value[Decimal], total: Value[Decimal]) -> bool:
    return multiplies(count.readings, price.readings, total.readings)


def _end_texts(scan: Scan, item: Item, end: int) -> None:
    """Leave out what the item's row says from this token on."""
    kept = [spot for spot in item.texts if spot.row != item.row or spot.start < end]
    item.texts = [
        scan.layout.spot(spot.row, spot.start, min(spot.end, end)) if spot.row == item.row else spot for spot in kept
    ]


def _part_number(scan: Scan, item: Item) -> None:
    """Part a quantity and a price that stand so near that they read as one number, if their product is the amount.

    ``2 180.00`` is two times 180 where the amount is 360.
    """
    total = next(item.values[name] for name in TOTALS if name in item.values)
    held = [item.values[name].spot for name in ("quantity", "unit_price") if name in item.values]
    if len(held) != 1 or held[0].end - held[0].start != 2:
        return
    first, last = (scan.layout.spot(held[0].row, i, i + 1) for i in range(held[0].start, held[0].end))
    found = [*find_amounts(last.text)]
    if not first.text.isdigit() or len(found) != 1:
        return
    count = Value(first, first.text, (Decimal(first.text),))
    each = Value(last, last.text, found[0].parsed.readings)
    if _holds(count, each, total):
        item.values |= {"quantity": count, "unit_price": each}
