"""Stated line items as one more way to read the lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from invoice_ocr.fields.claims.stated import Stated
from invoice_ocr.fields.items.choice import Lines
from invoice_ocr.fields.items.columns import TOTALS
from invoice_ocr.fields.items.item import Item

PART = re.compile(r"lines\[(\d+)\]\.(\w+)")

NUMBERS = {"amount": "amount", "quantity": "quantity", "unit_price": "unit_price", "tax_rate": "tax_rate"}

RANK, PARTIAL = 2.5, 0.5
"""All items found on the page: better than what headings tell, where neither is proved; some not: hardly a way."""


def claimed_lines(stated: Iterable[Stated], others: Sequence[Lines]) -> Lines | None:
    """The items as stated, of which the amounts at least are printed; None without any.

    Where another way has the same amounts and more, the statement left some out and ranks below it.
    """
    lines: dict[int, dict[str, Stated]] = {}
    for each in stated:
        part = PART.fullmatch(each.path)
        if part and not each.decides:
            lines.setdefault(int(part[1]), {})[part[2]] = each
    items = [item for _, parts in sorted(lines.items()) if (item := _item(parts)) is not None]
    if not items:
        return None
    known = {place: item for other in reversed(others) for item in other.items for place in _places(item)}
    for item in items:
        _complete(item, next((known[place] for place in _places(item) if place in known), None))
    rows = frozenset(row for item in items for row in {item.row, *(spot.row for spot in item.texts)})
    whole = len(items) == len(lines) and not any(_lacks(items, other) for other in others)
    return Lines(tuple(items), rows, RANK if whole else PARTIAL)


def _item(parts: dict[str, Stated]) -> Item | None:
    amount = parts.get("amount")
    if amount is None or amount.value is None:
        return None
    item = Item(amount.value.spot.row)
    for part, column in NUMBERS.items():
        if part in parts and (value := parts[part].value) is not None:
            item.values[column] = value
    for part, spot in ((name, each.spot) for name, each in parts.items() if each.spot is not None):
        if part == "description":
            item.texts.append(spot)
        elif part == "unit":
            item.unit = spot
        elif part == "item_code":
            item.code = spot
        elif part == "id":
            item.position = spot
    return item


def _places(item: Item) -> list[tuple[int, int]]:
    """Where the item's amounts stand."""
    values = (item.values[name] for name in TOTALS if name in item.values)
    return [(value.spot.row, value.spot.start) for value in values]


def _complete(item: Item, known: Item | None) -> None:
    """What the words tell of the same item and the statement does not, such as its tax rate."""
    if known is None:
        return
    item.values = {**{name: v for name, v in known.values.items() if name not in TOTALS}, **item.values}
    item.texts = item.texts or known.texts
    item.unit, item.code = item.unit or known.unit, item.code or known.code
    item.position = item.position or known.position


def _lacks(items: list[Item], other: Lines) -> bool:
    """Whether the other way has all of these amounts and some more."""
    more = [value.value for value in other.amounts]
    for item in items:
        if item.values["amount"].value not in more:
            return False
        more.remove(item.values["amount"].value)
    return bool(more)
