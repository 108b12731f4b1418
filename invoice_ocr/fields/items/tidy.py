"""What stands in an item's row and is no part of its description: its number, day, code, unit, rate, a currency."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from invoice_ocr.fields.items.columns import HIGHEST_RATE, TOTALS
from invoice_ocr.fields.items.item import DAY, LISTED_BY, Item
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.quantities import says_unit
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.values.currency import currency_readings

_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[€$£¥₹])$")

_INITIALS = re.compile(r"^[A-Z]{2,3}$")
"""Who did the work, between the day and what was done."""

_CODE = re.compile(r"^(?=.*\d)(?!\d+(?:[.,X]\d+)*[A-Z]{0,3}$)[A-Z0-9][A-Z0-9./_-]{2,}$")
"""A word of capitals and digits, and no measure: ``GL-12``, but not ``500ML`` or ``2X4``."""

_BARCODE = re.compile(r"^\d{8,14}[A-Z]{0,2}$")

_NUMBER = re.compile(r"^[$€£]?-?\d[\d.,'\u00a0 ]*%?$")

LONG = 5
"""A number of so many digits before a text is the code of what is bought."""


def tidy(scan: Scan, items: Sequence[Item]) -> None:
    """Leave what is no text out of the descriptions; none loses its last word by it."""
    items = [item for item in items if item.texts]
    for item in items:
        _drop_beyond(item)
        _cut_end(scan, item, lambda word: bool(_CURRENCY.match(word) and currency_readings(word)))
        if "quantity" in item.values:
            item.unit = _cut_end(scan, item, _is_unit) or item.unit
    _take_rates(scan, items)
    for item in items:
        _cut_barcode(scan, item)
        while _cut_end(scan, item, lambda word: bool(_NUMBER.match(word))):
            pass
    _cut_days(scan, items)
    _cut_positions(scan, items)
    _take_codes(scan, items)


def _cut_barcode(scan: Scan, item: Item) -> None:
    """Take the code of a scanner that ends the text of the item's row, but for letters behind it, as its code.

    ``WHOLE MILK   007874235186 F``
    """
    for i, spot in enumerate(item.texts):
        tokens = scan.layout.rows[spot.row].tokens
        code = next((k for k in range(spot.start + 1, spot.end) if _BARCODE.match(tokens[k].text)), None)
        if code is None or any(len(token.text) > 1 for token in tokens[code + 1 : spot.end]):
            continue
        if sum(map(str.isalpha, "".join(token.text for token in tokens[spot.start : code]))) > 1:
            item.texts[i] = scan.layout.spot(spot.row, spot.start, code)
            item.code = item.code or scan.layout.spot(spot.row, code, code + 1)


def _drop_beyond(item: Item) -> None:
    """Leave out what stands right of the item's amount: tax letters and codes."""
    total = next(item.values[name].spot for name in TOTALS if name in item.values)
    left = [spot for spot in item.texts if spot.row != total.row or spot.start < total.end]
    if any(map(str.isalpha, "".join(spot.text for spot in left))):
        item.texts = left


def _is_unit(word: str) -> bool:
    return word.strip(".").isalpha() and says_unit(word)


def _take_rates(scan: Scan, items: Sequence[Item]) -> None:
    """The tax rates in cells of their own at the end of the texts, where most of the items have one."""
    rates = {
        item.row: rate for item in items for rate in scan.rates_in.get(item.row, []) if _ends(scan, item, rate.spot)
    }
    if len(rates) < 2 or 3 * len(rates) < 2 * len(items) or any(r.value > HIGHEST_RATE for r in rates.values()):
        return
    for item in items:
        if item.row not in rates or "tax_rate" in item.values:
            continue
        start = rates[item.row].spot.start
        index = next(i for i, spot in enumerate(item.texts) if spot.end == rates[item.row].spot.end)
        if start > item.texts[index].start:
            item.texts[index] = scan.layout.spot(item.row, item.texts[index].start, start)
            item.values["tax_rate"] = rates[item.row]


def _ends(scan: Scan, item: Item, rate: Spot) -> bool:
    """Whether the rate ends the texts of the item's row, in a cell of its own."""
    own = [spot for spot in item.texts if spot.row == item.row]
    alone = any(
        c.start == rate.start and len(c.tokens) == rate.end - rate.start for c in scan.layout.rows[rate.row].cells
    )
    return alone and bool(own) and own[-1].end == rate.end


def _cut_days(scan: Scan, items: Sequence[Item]) -> None:
    """Leave out the days before the texts, and the initials after them."""
    dated = [item for item in items if _cut_front(scan, item, _date_end(scan, item.texts[0]))]
    if len(items) > 1 and all(DAY.match(_first(item)) for item in items):
        dated = [item for item in items if _cut_front(scan, item, item.texts[0].start + 1)]
    if len(dated) > 1 and all(_INITIALS.match(_first(item)) for item in dated):
        for item in dated:
            _cut_front(scan, item, item.texts[0].start + 1)


def _cut_positions(scan: Scan, items: Sequence[Item]) -> None:
    """Make numbers before the texts that go up evenly from item to item their positions."""
    if len(items) < 2 or not all(_first(item).strip(".)").isdigit() for item in items):
        return
    numbers = [int(_first(item).strip(".)")) for item in items]
    steps = {right - left for left, right in pairwise(numbers)}
    if len(steps) != 1 or not steps & LISTED_BY or numbers[0] not in {0, *steps}:
        return
    for item in items:
        first = item.texts[0]
        if _cut_front(scan, item, first.start + 1):
            item.position = item.position or scan.layout.spot(first.row, first.start, first.start + 1)


def _take_codes(scan: Scan, items: Sequence[Item]) -> None:
    """Make codes of the first words of all texts where they look so; a long number is one by itself."""
    coded = len(items) > 1 and all(_CODE.match(_first(item)) for item in items)
    for item in items:
        first = item.texts[0]
        long = _first(item).isdigit() and len(_first(item)) >= LONG
        alone = coded and len({_first(each) for each in items}) == len(items)
        if item.code is None and (long or alone) and _cut_front(scan, item, first.start + 1):
            item.code = scan.layout.spot(first.row, first.start, first.start + 1)


def _first(item: Item) -> str:
    return item.texts[0].text.split(" ")[0]


def _date_end(scan: Scan, spot: Spot) -> int:
    """Where the date ends with which a text begins."""
    dates = scan.dates_in.get(spot.row, [])
    return max((d.spot.end for d in dates if d.spot.start == spot.start and d.spot.end <= spot.end), default=spot.start)


def _cut_front(scan: Scan, item: Item, end: int) -> bool:
    """Leave out the texts before this token, if words follow; whether they did."""
    first, *others = item.texts
    tokens = scan.layout.rows[first.row].tokens
    while first.start < end < first.end and not any(map(str.isalnum, tokens[end].text)):
        end += 1
    rest = [scan.layout.spot(first.row, end, first.end)] if end < first.end else []
    if end == first.start or sum(map(str.isalpha, "".join(spot.text for spot in [*rest, *others]))) < 2:
        return False
    item.texts = [*rest, *others]
    return True


def _cut_end(scan: Scan, item: Item, matches: Callable[[str], bool]) -> Spot | None:
    """Cut the last word off the item's row where it matches and is a cell of its own; it is returned."""
    own = [i for i, spot in enumerate(item.texts) if spot.row == item.row]
    if not own:
        return None
    index, spot = own[-1], item.texts[own[-1]]
    last = spot.end - 1
    row = scan.layout.rows[spot.row]
    alone = any(cell.start == last and len(cell.tokens) == 1 for cell in row.cells)
    left = [scan.layout.spot(spot.row, spot.start, last)] if last > spot.start else []
    texts = [*item.texts[:index], *left, *item.texts[index + 1 :]]
    if not alone or not matches(row.tokens[last].text) or not any(map(str.isalpha, "".join(t.text for t in texts))):
        return None
    item.texts = texts
    return scan.layout.spot(spot.row, last, last + 1)
