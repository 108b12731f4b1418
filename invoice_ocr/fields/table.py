"""Line items of a table with headed columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from invoice_ocr.fields.beside import cell_of
from invoice_ocr.fields.columns import NUMERIC, TOTALS, multiplies, nearest, parted, place_cells, settle_meanings
from invoice_ocr.fields.headers import Column, columns_of
from invoice_ocr.fields.items import Item, add_text, begin_item, product_holds, take_factors
from invoice_ocr.fields.layout import Cell, Row
from invoice_ocr.fields.qualifiers import words_for
from invoice_ocr.fields.scan import Scan, Value, decimals_of
from invoice_ocr.fields.vocabulary import LabelSpot, fold

NEAR = 0.95
"""A description centred beside its amounts begins less than so many row heights above them."""

STOP = frozenset({"subtotal", "lines_total", "total", "tax", "amount_due", "discount", "carried_forward", "tax_base"})

FACTORS = {"quantity", "unit_price"}

CENTRED = 2.0
"""Rows closer than so many text heights may be the lines of one cell and the number in the middle of the next."""

Placed = list[tuple[int, Cell | Value[Decimal]]]
"""Numbers and runs of words of a row with the columns they stand in."""

SUMMARY = frozenset(
    {"tax_base", "tax", "subtotal", "total", "col.tax_rate", "col.tax_amount", "col.amount_net", "col.amount_gross"}
    | {"charge", "discount", "amount_due", "amount_paid", "rounding", "withholding", "previous_balance", "lines_total"}
)


@dataclass(frozen=True)
class Table:
    """A table's header rows, its columns and the items under them."""

    header: tuple[int, ...]
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    rows: frozenset[int]


def read_tables(scan: Scan, headers: list[tuple[int, ...]]) -> list[Table]:
    """The items under each header, to the first sum or the next header."""
    tables = []
    for i, header in enumerate(headers):
        end = headers[i + 1][0] if i + 1 < len(headers) else len(scan.layout.rows)
        columns = columns_of(scan, header)
        body = list(_body(scan, header, end, columns))
        columns = parted(scan, columns, body)
        items, used = _items(scan, columns, body)
        if items:
            tables.append(Table(header, columns, tuple(items), frozenset(used)))
    return tables


def _body(scan: Scan, header: tuple[int, ...], end: int, columns: tuple[Column, ...]) -> Iterator[Row]:
    page = scan.layout.rows[header[0]].page
    for row in scan.layout.rows[header[-1] + 1 : end]:
        if _carries_forward(scan, row):
            continue
        if row.page != page or _is_sum(scan, row, columns) or _heads_taxes(scan, row):
            return
        yield row


def _is_sum(scan: Scan, row: Row, columns: tuple[Column, ...]) -> bool:
    """Whether a cell begins with the label of a sum and nothing but its amount follows: the items are over.

    A discount whose amount is not in the column of the amounts belongs to an item.
    """
    starts = {cell.start for cell in row.cells}
    for label in scan.labels_in.get(row.index, []):
        start = label.spot.start
        while start not in starts and fold(row.tokens[start - 1].text) in words_for("filler"):
            start -= 1
        charged = "charge" in label.meanings and not _in_texts(columns, label)
        if not (label.meanings & STOP or charged) or start not in starts:
            continue
        after = [a for a in scan.amounts_in.get(row.index, []) if a.spot.start >= label.spot.end]
        if not after:
            alone = label.spot.start == 0 and label.spot.end == len(row.tokens)
            if alone and label.meanings & {"subtotal", "total", "carried_forward"}:
                return True
            continue
        if "discount" in label.meanings and not {*TOTALS} & {*columns[nearest(columns, after[0].spot.box)].meanings}:
            continue
        words = [t for t in row.tokens[label.spot.end : after[0].spot.start] if sum(map(str.isalpha, t.text)) > 3]
        if len(words) <= 1 and len(after) <= 2:
            return True
    return False


def _in_texts(columns: tuple[Column, ...], label: LabelSpot) -> bool:
    """Whether a label begins where the items' descriptions do."""
    texts = [column.box.left for column in columns if "description" in column.meanings]
    return not texts or any(abs(left - label.spot.box.left) < 2 * label.spot.box.height for left in texts)


def _carries_forward(scan: Scan, row: Row) -> bool:
    """Whether the row only repeats the sum of the page before."""
    first = next(iter(scan.labels_in.get(row.index, [])), None)
    carries = first is not None and first.spot.start == 0 and "carried_forward" in first.meanings
    amounts = [a for a in scan.amounts_in.get(row.index, []) if first is not None and a.spot.start >= first.spot.end]
    return carries and 0 < len(amounts) <= 2 and len(row.cells) <= 2


def _heads_taxes(scan: Scan, row: Row) -> bool:
    """Whether the row heads the columns of a tax summary, which is no list of items."""
    if scan.amounts_in.get(row.index):
        return False
    labels = [lab for lab in scan.labels_in.get(row.index, []) if lab.meanings & {*SUMMARY}]
    covered = sum(lab.spot.end - lab.spot.start for lab in labels)
    if len(labels) > 2 and any("tax_base" in lab.meanings for lab in labels):
        return True
    cells = {cell_of(scan, label.spot).start for label in labels}
    return len(cells) >= 2 and covered >= 0.6 * len(row.tokens)


def _items(scan: Scan, columns: tuple[Column, ...], body: list[Row]) -> tuple[list[Item], set[int]]:
    placed = [(row, place_cells(scan, columns, row)) for row in body]
    meaning = settle_meanings(columns, [cells for _, cells in placed])
    _join_centred(placed, meaning)
    described = "description" in meaning.values()
    items: list[Item] = []
    loose: list[tuple[Row, Placed]] = []
    for row, cells in placed:
        numbers = {meaning[k]: v for k, v in cells if isinstance(v, Value) and meaning[k] in NUMERIC}
        item = _with_money(scan, begin_item(row, cells, meaning)) if numbers.keys() & set(TOTALS) else None
        if item is not None and _is_whole(scan, item, described=described):
            items.append(item)
        else:
            loose.append((row, cells))
    used = {item.row for item in items}
    if items:
        used |= _attach(scan, items, loose, meaning)
    for item in items:
        take_factors(scan, item)
    return items, used


def _is_whole(scan: Scan, item: Item, *, described: bool) -> bool:
    """Whether the row is an item of its own: it says what, and its amount is written as the sums are."""
    if product_holds(item):
        return True
    total = next(item.values[name] for name in TOTALS if name in item.values)
    money = decimals_of(total.value) >= scan.usual_decimals or "unit_price" in item.values
    return money and bool(item.texts or item.code or not described)


def _join_centred(placed: list[tuple[Row, Placed]], meaning: dict[int, str]) -> None:
    """Move amounts that stand a line lower or higher than their quantity and price, in the middle of their cells.

    Where the product proves it for some of a table's rows, the others are laid out alike.
    """
    pairs = [pair for pair in _parted(placed, meaning) if pair[2]]
    proven = sum(_product_holds(here, moved, meaning) for here, _, moved in pairs)
    if not proven or 3 * proven < len(pairs):
        return
    for here, there, moved in pairs:
        there[:] = [cell for cell in there if cell not in moved]
        here.extend(moved)


def _parted(placed: list[tuple[Row, Placed]], meaning: dict[int, str]) -> Iterator[tuple[Placed, Placed, Placed]]:
    """Neighbouring rows of which one has quantity and price and the other the amount, with the cell of the amount."""
    for (upper, first), (lower, second) in pairwise(placed):
        if lower.box.y - upper.box.y > CENTRED * max(upper.height, lower.height):
            continue
        for here, there in ((first, second), (second, first)):
            factors, totals = _numbers(here, meaning).keys(), _numbers(there, meaning).keys()
            if factors >= FACTORS and not factors & {*TOTALS} and not totals & FACTORS:
                yield here, there, [(k, v) for k, v in there if meaning[k] in TOTALS and isinstance(v, Value)]


def _product_holds(here: Placed, moved: Placed, meaning: dict[int, str]) -> bool:
    numbers = {**_numbers(here, meaning), **_numbers(moved, meaning)}
    total = next(numbers[name] for name in TOTALS if name in numbers)
    return multiplies(numbers["quantity"].readings, numbers["unit_price"].readings, total.readings)


def _numbers(cells: Placed, meaning: dict[int, str]) -> dict[str, Value[Decimal]]:
    return {meaning[k]: v for k, v in cells if isinstance(v, Value)}


def _attach(
    scan: Scan,
    items: list[Item],
    loose: list[tuple[Row, Placed]],
    meaning: dict[int, str],
) -> set[int]:
    """Give the rows without an amount to the item that they continue."""
    rows = scan.layout.rows
    used: set[int] = set()
    for row, cells in loose:
        owner = _owner(items, row)
        if owner is None or abs(row.box.y - _nearest_row(rows, owner, row).box.y) > 2.4 * row.height:
            continue
        if any(_is_money(scan, cell) for _, cell in cells if isinstance(cell, Cell)):
            continue
        texts = [(k, c) for k, c in cells if isinstance(c, Cell) and meaning[k] in {"description", "code", "position"}]
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


def _with_money(scan: Scan, item: Item) -> Item:
    """The item with its totals read as the currency has them."""
    item.values |= {name: scan.money(item.values[name]) for name in TOTALS if name in item.values}
    return item


def _fits_better(item: Item, meaning: str, value: Value[Decimal]) -> bool:
    """Whether another printed number of the same column makes the product right: a price after its discount."""
    other = Item(item.row, {**item.values, meaning: value})
    return not product_holds(item) and product_holds(other)


def _nearest_row(rows: tuple[Row, ...], item: Item, row: Row) -> Row:
    """The item's row nearest to this one: a description may go on for several rows."""
    own = {item.row, *(spot.row for spot in item.texts)}
    return min((rows[i] for i in own), key=lambda r: abs(r.box.y - row.box.y))


def _owner(items: list[Item], row: Row) -> Item | None:
    """The item above, unless the amounts of the one below stand nearer: beside the middle of its description."""
    above = next((item for item in reversed(items) if item.row < row.index), None)
    below = next((item for item in items if item.row > row.index), None)
    if below is not None and _amount_y(below) - row.box.y < NEAR * row.height:
        return below
    return above


def _amount_y(item: Item) -> float:
    """The height on the page at which the item's amount stands."""
    return next(item.values[name].spot.box.y for name in TOTALS if name in item.values)
