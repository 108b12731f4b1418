"""Line items of a table with headed columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from invoice_ocr.fields.centred import Placed, join_centred
from invoice_ocr.fields.columns import NUMERIC, TOTALS, parted, place_cells, settle_meanings
from invoice_ocr.fields.continuation import attach
from invoice_ocr.fields.headers import Column, columns_of
from invoice_ocr.fields.items import Item, begin_item, product_holds, take_factors
from invoice_ocr.fields.layout import Row
from invoice_ocr.fields.scan import Scan, Value, decimals_of
from invoice_ocr.fields.sections import Section, sections_of


@dataclass(frozen=True)
class Table:
    """A table's header rows, its columns and the items under them."""

    header: tuple[int, ...]
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    rows: frozenset[int]


def read_tables(scan: Scan, headers: list[tuple[int, ...]]) -> list[Table]:
    """The items under each header, to the next header."""
    tables = []
    for i, header in enumerate(headers):
        end = headers[i + 1][0] if i + 1 < len(headers) else len(scan.layout.rows)
        columns = columns_of(scan, header)
        first, *others = sections_of(scan, header, end, columns)
        columns = parted(scan, columns, first.rows)
        placed = [(row, place_cells(scan, columns, row)) for row in first.rows]
        meaning = settle_meanings(columns, [cells for _, cells in placed])
        items, used = _items(scan, meaning, placed)
        if items:
            used |= _continued(scan, columns, meaning, items, [first, *others])
            tables.append(Table(header, columns, tuple(items), frozenset(used)))
    return tables


def _continued(
    scan: Scan, columns: tuple[Column, ...], meaning: dict[int, str], items: list[Item], sections: list[Section]
) -> set[int]:
    """Add the items that follow a group's sum or stand on a later page, and tell their rows and those of the sums.

    No heading is over them: their rows must have the numbers of an item, multiplied out.
    """
    used: set[int] = set()
    closing: list[int] = []
    group = list(items)
    for i, (before, section) in enumerate(pairwise(sections), 1):
        closing += [before.closing] if before.closing is not None else []
        placed = [(row, place_cells(scan, columns, row)) for row in section.rows]
        more, taken = _items(scan, meaning, placed) if placed else ([], set())
        first = next((item.row for item in more if product_holds(item)), None)
        if first is None:
            continue
        if not all(_sums_up(scan, group, row) or _sums_up(scan, items, row) for row in closing):
            break
        if closing and all(later.closing is None for later in sections[i:]):
            break
        group = [item for item in more if item.row >= first and _is_alike(item, items)] + ([] if closing else group)
        items += [item for item in group if item not in items]
        used |= {row for row in taken if row >= first} | {*closing}
        if (
            section.closing is not None
            and used & {s.closing for s in sections}
            and _sums_up(scan, group, section.closing)
        ):
            used.add(section.closing)
        closing = []
    return used


def _is_alike(item: Item, others: list[Item]) -> bool:
    """Whether the item has its numbers in the columns in which others have theirs."""
    return any(item.values.keys() == other.values.keys() for other in others) or product_holds(item)


def _sums_up(scan: Scan, items: list[Item], row: int) -> bool:
    """Whether the row has the sum of these items only: of the last group."""
    totals = [next(item.values[name] for name in TOTALS if name in item.values) for item in items]
    return sum(total.value for total in totals) in {a.value for a in scan.amounts_in.get(row, [])}


def _items(scan: Scan, meaning: dict[int, str], placed: list[tuple[Row, Placed]]) -> tuple[list[Item], set[int]]:
    join_centred(placed, meaning)
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
        used |= attach(scan, items, loose, meaning)
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


def _with_money(scan: Scan, item: Item) -> Item:
    """The item with its totals read as the currency has them."""
    item.values |= {name: scan.money(item.values[name]) for name in TOTALS if name in item.values}
    return item
