"""One row of a till's roll: its text, and the quantity and the price that may stand in it."""

from __future__ import annotations

import re
from decimal import Decimal

from invoice_ocr.fields.items.factors import find_pair
from invoice_ocr.fields.items.item import Item
from invoice_ocr.fields.items.till_factors import MOST_UNIT
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.quantities import EACH, TIMES, says_unit, unit_after
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.values.currency import currency_readings

_MEASURE = re.compile(r"^\d+[x×]\d", re.IGNORECASE)
"""``2x4x8`` is the size of a board."""

LISTED = re.compile(r"^\d{1,3}[.)]$")
"""The number of an item in a list, which is no quantity."""

MOST_QUANTITY = 999


def begin_row(scan: Scan, row: Row, amount: Value[Decimal]) -> Item:
    """The item that a row with an amount begins; without texts where the row names nothing."""
    item = Item(row.index, {"amount": scan.money(amount)})
    numbers = [a for a in scan.amounts_in.get(row.index, []) if a is not amount]
    start, stop = 0, amount.spot.start
    if LISTED.match(row.tokens[0].text) and len(row.tokens) > 1:
        item.position = scan.layout.spot(row.index, 0, 1)
        numbers = [n for n in numbers if n.spot.start]
        start = 1
    pair = find_pair(scan, numbers, amount)
    if pair:
        item.values["quantity"], item.values["unit_price"] = pair
        stop = min(stop, max(p.spot.start for p in pair))
        stop = _before_factors(row, pair[0], pair[1]) or stop
    quantity = _leading_quantity(row, numbers) if amount.value >= 0 else None
    if quantity is not None and "quantity" not in item.values:
        item.values["quantity"] = quantity
    if quantity is not None and item.values.get("quantity") is quantity:
        start = quantity.spot.end
        if start < len(row.tokens) and row.tokens[start].text.lower() in {"x", "×", "*"}:
            start += 1
    inside = {t for n in item.values.values() for t in range(n.spot.start, n.spot.end)}
    keep = [i for i in range(start, stop) if i not in inside and not _is_times(row, i, paired=bool(pair))]
    words = [i for i in keep if row.tokens[i].text.strip("$€£.,-–—:")]
    named = (row.tokens[i].text for i in words if amount.value < 0 or _names(row.tokens[i].text))
    weighed = bool(pair) and all(says_unit(row.tokens[i].text) for i in words)
    item.unit = unit_after(scan, pair[0]) if pair else None
    if weighed:
        return item
    if sum(c.isalpha() for text in named for c in text) >= 2:
        item.texts.append(scan.layout.spot(row.index, words[0], words[-1] + 1))
    elif not pair:
        item.values.pop("quantity", None)
    return item


def _is_times(row: Row, index: int, *, paired: bool) -> bool:
    """Whether the word is the sign between quantity and price; glued to a number without a price it is of the text."""
    text = row.tokens[index].text
    return bool(TIMES.match(text)) and (paired or not any(map(str.isdigit, text)))


def _before_factors(row: Row, quantity: Value[Decimal], price: Value[Decimal]) -> int | None:
    """Where a text ends before a cell of quantity and price that has no more than a unit between them."""
    start, end = quantity.spot.start, price.spot.start
    if not any(cell.start == start < end <= cell.start + len(cell.tokens) for cell in row.cells):
        return None
    words = [token.text for token in row.tokens[quantity.spot.end : end] if sum(map(str.isalpha, token.text)) > 1]
    named = sum(map(str.isalpha, "".join(token.text for token in row.tokens[:start]))) > 2
    return start if named and len(words) <= 1 else None


def first_word(row: Row) -> int:
    """Where a text begins after the number that counts the item and its code: ``001 5611 TEA``."""
    start = next((i for i, token in enumerate(row.tokens) if not token.text.isdigit()), 0)
    numbers = row.tokens[:start]
    return start if all(len(t.text) > 3 or t.text.startswith("0") for t in numbers) else 0


def _names(word: str) -> bool:
    """Whether the word may name goods: it is no currency, and no part of a price as in ``2 @ 3 FOR 1.19``."""
    return word.lower() not in EACH | {"for", "at"} and not currency_readings(word)


def _leading_quantity(row: Row, numbers: list[Value[Decimal]]) -> Value[Decimal] | None:
    """A small whole number in front of the text."""
    first = next((n for n in numbers if n.spot.start == 0), None)
    if first is None or decimals_of(first.value) or not 0 < first.value <= MOST_QUANTITY:
        return None
    if not first.text.isdigit() or _has_columns(row, numbers) or _MEASURE.match(row.tokens[0].text):
        return None
    following = row.tokens[first.spot.end : first.spot.end + 2]
    return first if any(c.isalpha() for t in following for c in t.text) else None


def _has_columns(row: Row, numbers: list[Value[Decimal]]) -> bool:
    """Whether cells between text and amount hold numbers: one of them rather counts than one before the text."""
    starts = {number.spot.start for number in numbers}
    middle = row.cells[1:-1]
    return any(c.start in starts and sum(map(str.isalpha, c.text)) <= MOST_UNIT for c in middle if c.start > 1)
