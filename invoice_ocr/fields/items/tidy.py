"""What stands in the row of an item and is no part of its description: its day, its unit, a currency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from invoice_ocr.fields.items.item import Item
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.quantities import says_unit
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.values.currency import currency_readings

_DAY = re.compile(r"^\d{1,2}[./-]\d{1,2}[.]?$")
"""A day without its year, as in ``10/26``."""

_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[€$£¥₹])$")


def tidy(scan: Scan, items: Iterable[Item]) -> None:
    """Leave what is no text out of the descriptions; none loses its last word by it."""
    items = [item for item in items if item.texts]
    for item in items:
        _drop_currency(scan, item)
        _take_unit(scan, item)
        _cut_front(scan, item, _date_end(scan, item.texts[0]))
    if len(items) > 1 and all(_DAY.match(item.texts[0].text.split()[0]) for item in items):
        for item in items:
            _cut_front(scan, item, item.texts[0].start + 1)


def _date_end(scan: Scan, spot: Spot) -> int:
    """Where the date ends with which a text begins."""
    dates = scan.dates_in.get(spot.row, [])
    return max((d.spot.end for d in dates if d.spot.start == spot.start and d.spot.end <= spot.end), default=spot.start)


def _cut_front(scan: Scan, item: Item, end: int) -> None:
    """The text from this token on; a text that is over there goes, if another follows."""
    first = item.texts[0]
    if end == first.start:
        return
    if end < first.end:
        item.texts[0] = scan.layout.spot(first.row, end, first.end)
    elif any(map(str.isalpha, "".join(spot.text for spot in item.texts[1:]))):
        del item.texts[0]


def _drop_currency(scan: Scan, item: Item) -> None:
    """Leave out a currency that ends the texts in a cell of its own."""
    _cut_end(scan, item, lambda word: bool(_CURRENCY.match(word) and currency_readings(word)))


def _take_unit(scan: Scan, item: Item) -> None:
    """A unit in a cell of its own at the end of the texts of an item that has a quantity."""
    if "quantity" not in item.values:
        return
    unit = _cut_end(scan, item, lambda word: word.strip(".").isalpha() and says_unit(word))
    item.unit = item.unit or unit


def _cut_end(scan: Scan, item: Item, matches: Callable[[str], bool]) -> Spot | None:
    """Cut the last word off the first row's texts where it matches and is a cell of its own; it is returned."""
    own = [i for i, spot in enumerate(item.texts) if spot.row == item.row]
    if not own:
        return None
    index, spot = own[-1], item.texts[own[-1]]
    last = spot.end - 1
    row = scan.layout.rows[spot.row]
    alone = any(cell.start == last and len(cell.tokens) == 1 for cell in row.cells)
    if not alone or not matches(row.tokens[last].text) or (last == spot.start and len(item.texts) == 1):
        return None
    if last == spot.start:
        del item.texts[index]
    else:
        item.texts[index] = scan.layout.spot(spot.row, spot.start, last)
    return scan.layout.spot(spot.row, last, last + 1)
