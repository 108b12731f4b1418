"""Rows without an amount, and the items that they belong to."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from invoice_ocr.fields.items.centred import FACTORS, Placed
from invoice_ocr.fields.items.columns import NUMERIC, TOTALS
from invoice_ocr.fields.items.item import Item, add_text, product_holds
from invoice_ocr.fields.page.layout import Cell, Row
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of

NEAR = 0.95
"""A description centred beside its amounts begins less than so many row heights above them."""

NARROW = 0.6
"""A gap of less than so much of another binds rows together that the other parts."""

FAR = 2.4
"""Rows more than so many text heights apart don't belong together."""

TEXTS = frozenset({"description", "code", "position"})


def attach(
    scan: Scan,
    items: list[Item],
    loose: list[tuple[Row, Placed]],
    meaning: dict[int, str],
) -> set[int]:
    """Give the rows without an amount to the item that they continue."""
    rows = scan.layout.rows
    used: set[int] = set()
    over = _stand_over(scan, items, loose, meaning)
    under = not over and _stand_under(scan, items, loose, meaning)
    lead = loose[0][0] if loose else None
    for row, cells in loose:
        if (under and _names_delivery(scan, row)) or _counts(scan, row):
            continue
        bare = row is lead and row.index + 1 == items[0].row and not items[0].texts
        owner = items[0] if bare and not under else _owner(scan, items, row, over=over, under=under)
        if owner is None or abs(row.box.y - _nearest_row(rows, owner, row).box.y) > FAR * row.height:
            continue
        if any(_is_money(scan, cell) for _, cell in cells if isinstance(cell, Cell)):
            continue
        texts = [(k, c) for k, c in cells if isinstance(c, Cell) and meaning[k] in TEXTS]
        numbers = [(k, v) for k, v in cells if isinstance(v, Value) and meaning[k] in NUMERIC]
        if (not texts and not numbers) or (len(texts) > 3 and not numbers):
            continue
        fitting = [(k, v) for k, v in numbers if meaning[k] not in owner.values or _fits_better(owner, meaning[k], v)]
        if not texts and not {meaning[k] for k, _ in fitting} & {*FACTORS, "discount"}:
            continue
        owner.values |= {meaning[k]: value for k, value in fitting}
        for k, cell in texts:
            add_text(owner, "description" if meaning[k] == "position" else meaning[k], cell, row)
        used.add(row.index)
    for item in items:
        item.texts.sort(key=lambda spot: (spot.row, spot.start))
    return used


def _is_money(scan: Scan, cell: Cell) -> bool:
    """Whether the cell holds several sums and hardly a word: a row of a summary."""
    end = cell.start + len(cell.tokens)
    sums = [a for a in scan.amounts_in.get(cell.row, []) if cell.start <= a.spot.start < end and decimals_of(a.value)]
    return len(sums) > 1 and sum(map(str.isalpha, cell.text)) < sum(map(str.isdigit, cell.text))


def _fits_better(item: Item, meaning: str, value: Value[Decimal]) -> bool:
    """Whether another printed number of the same column makes the product right: a price after its discount."""
    other = Item(item.row, {**item.values, meaning: value})
    return not product_holds(item) and product_holds(other)


def _nearest_row(rows: tuple[Row, ...], item: Item, row: Row) -> Row:
    """The item's row nearest to this one: a description may go on for several rows."""
    own = {item.row, *(spot.row for spot in item.texts)}
    return min((rows[i] for i in own), key=lambda r: abs(r.box.y - row.box.y))


def _owner(scan: Scan, items: list[Item], row: Row, *, over: bool, under: bool) -> Item | None:
    """The item above, unless the row belongs to the one below, or a number of it was an item's.

    To the one below it belongs where all descriptions stand ``over`` their amounts, where the amounts below are beside
    the middle of the description or have none beside them, or where the gap to the item above is clearly wider.
    """
    above = next((item for item in reversed(items) if item.row < row.index), None)
    below = next((item for item in items if item.row > row.index), None)
    lent = next((item for item in items if any(v.spot.row == row.index for v in item.values.values())), None)
    if lent is not None or below is None:
        return lent or above
    if under:
        return above
    if over or _amount_y(below) - row.box.y < NEAR * row.height or _goes_on(row, above, below):
        return below
    bare = not below.texts and below.row == row.index + 1
    if above is not None and bare and above.texts:
        return below
    start = above.row if above is not None else row.index - 1
    if (above is not None or _is_block(scan, items)) and _binds(scan, start, row.index, below.row):
        return below
    return above


def _goes_on(row: Row, above: Item | None, below: Item) -> bool:
    """Whether the item's text right under the row goes on with a small letter what the row begins with a capital."""
    own = below.texts[0].text if below.texts and below.texts[0].row == below.row else ""
    small = above is not None and above.texts and above.texts[0].text[:1].islower()
    begins = row.text[:1].isupper() and len(row.cells) == 1
    return below.row == row.index + 1 and own[:1].islower() and begins and not small


def _is_block(scan: Scan, items: list[Item]) -> bool:
    """Whether a row of text stands over the second item, parted from the first by a gap; then so for the first."""
    return (
        len(items) > 1
        and items[1].row - items[0].row > 1
        and _binds(scan, items[0].row, items[1].row - 1, items[1].row)
    )


def _binds(scan: Scan, above: int, row: int, below: int) -> bool:
    """Whether the gaps from the row to the one below are clearly narrower than those to the one above."""
    return above >= 0 and _gap(scan, row, below) < NARROW * _gap(scan, above, row)


def _gap(scan: Scan, first: int, last: int) -> float:
    """The widest gap between the rows from the first to the last."""
    rows = scan.layout.rows[first : last + 1]
    return max(max(lower.box.top - upper.box.bottom, 0.1 * lower.height) for upper, lower in pairwise(rows))


def _stand_over(scan: Scan, items: list[Item], loose: list[tuple[Row, Placed]], meaning: dict[int, str]) -> bool:
    """Whether each item has a row of text over its amounts, and the last has none under them."""
    texts = {row.index for row, cells in loose if any(_is_text(cell, meaning[k]) for k, cell in cells)}
    rows = scan.layout.rows
    last = items[-1].row + 1
    trails = last in texts and rows[last].box.y - rows[last - 1].box.y < FAR * rows[last].height
    if trails or (len(items) == 1 and items[0].texts):
        return False
    return all(
        item.row - 1 in texts and rows[item.row].box.y - rows[item.row - 1].box.y < FAR * rows[item.row].height
        for item in items
    )


def _stand_under(scan: Scan, items: list[Item], loose: list[tuple[Row, Placed]], meaning: dict[int, str]) -> bool:
    """Whether the items have no words but in the row under their amounts, and no row over the first may be its own.

    A row that names a delivery note heads the items that came with it.
    """
    texts = {row.index for row, cells in loose if any(_is_text(cell, meaning[k]) for k, cell in cells)}
    rows = scan.layout.rows
    first = items[0].row - 1
    led = first in texts and not _names_delivery(scan, rows[first])
    return len(items) > 1 and not led and all(not item.texts and item.row + 1 in texts for item in items)


def _names_delivery(scan: Scan, row: Row) -> bool:
    """Whether the row begins with the title of another document and its number: ``Delivery note 4711 of 2 May``."""
    label = next(iter(scan.labels_in.get(row.index, [])), None)
    numbered = any(map(str.isdigit, row.text))
    return label is not None and label.spot.start == 0 and "title.other" in label.meanings and numbered


def _counts(scan: Scan, row: Row) -> bool:
    """Whether the row only says how many items or pieces there are: ``Total items: 4``."""
    label = next(iter(scan.labels_in.get(row.index, [])), None)
    counted = label is not None and label.spot.start == 0 and label.meanings == {"not_total"}
    return counted and any(map(str.isdigit, row.text))


def _is_text(cell: Cell | Value[Decimal], meaning: str) -> bool:
    return isinstance(cell, Cell) and meaning in TEXTS and any(map(str.isalpha, cell.text))


def _amount_y(item: Item) -> float:
    """The height on the page at which the item's amount stands."""
    return next(item.values[name].spot.box.y for name in TOTALS if name in item.values)
