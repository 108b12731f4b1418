"""Line items of a table with headed columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from invoice_ocr.fields.items.centred import Placed, join_centred
from invoice_ocr.fields.items.columns import NUMERIC, TOTALS, parted, place_cells, settle_meanings
from invoice_ocr.fields.items.continuation import attach
from invoice_ocr.fields.items.factors import take_cents, take_weight
from invoice_ocr.fields.items.glued import part_glued
from invoice_ocr.fields.items.headers import Column, columns_of
from invoice_ocr.fields.items.item import Item, begin_item, name_by_code, product_holds, take_counts, take_factors
from invoice_ocr.fields.items.sections import Section, sections_of, taxes_of_items
from invoice_ocr.fields.items.tidy import tidy
from invoice_ocr.fields.items.wrapped import complete_wrapped
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of

MISREAD = Decimal("0.02")
"""Of the amount: a wrong last digit changes no more."""

MOST_ALIKE = 2
"""So many items with factors tell that one without them, their sum, is none."""


@dataclass(frozen=True)
class Table:
    """A table's header rows, its columns and the items under them."""

    header: tuple[int, ...]
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    rows: frozenset[int]


def read_tables(scan: Scan, headers: list[tuple[int, ...]]) -> list[Table]:
    """The items under each header, to the next header."""
    tables: list[Table] = []
    ends = [*(header[0] for header in headers[1:]), len(scan.layout.rows)]
    for header, end in zip(headers, ends, strict=False):
        before = [item for table in tables for item in table.items]
        table = _read(scan, header, end, before)
        tables += [table] if table else []
    return tables


def _read(scan: Scan, header: tuple[int, ...], end: int, before: list[Item]) -> Table | None:
    columns = columns_of(scan, header)
    first, *others = sections_of(scan, header, end, columns)
    used: set[int] = set()
    while others and not first.rows and first.closing is not None and _sums_up(scan, before, first.closing):
        used.add(first.closing)  # the heading is repeated on a new page, right over the sum of a group
        first, *others = others
    columns = parted(scan, columns, first.rows)
    placed = [(row, place_cells(scan, columns, row)) for row in first.rows]
    meaning = settle_meanings(columns, [cells for _, cells in placed])
    items, own = _items(scan, meaning, placed)
    if not items:
        return None
    if _is_bare_sum(items):
        own.discard(items.pop().row)
    ends = end == len(scan.layout.rows)
    if used and first.closing is not None and _sums_up(scan, items, first.closing):
        used.add(first.closing)  # as before the heading, of this group alone
    used |= own | _continued(scan, columns, meaning, items, [first, *others], ends=ends)
    used |= taxes_of_items(scan, scan.layout.rows[header[-1] + 1 : end])
    return Table(header, columns, tuple(items), frozenset(used))


def _is_bare_sum(items: list[Item]) -> bool:
    """Whether the last of the items is what the others add up to, all of them with factors, and has none."""
    *others, last = items
    factors = {"quantity", "unit_price"}
    if len(others) < MOST_ALIKE or last.values.keys() & factors or not all(o.values.keys() & factors for o in others):
        return False
    total, *values = (next(i.values[name] for name in TOTALS if name in i.values).value for i in (last, *others))
    return total == sum(values)


def _continued(
    scan: Scan,
    columns: tuple[Column, ...],
    meaning: dict[int, str],
    items: list[Item],
    sections: list[Section],
    *,
    ends: bool,
) -> set[int]:
    """Add the items that follow a group's sum or stand on a later page, and tell their rows and those of the sums.

    No heading is over them: their rows must have the numbers of an item, multiplied out, and the sums between them must
    be those of the items above. ``ends`` tells that no other table follows: then the total is still to come.
    """
    used: set[int] = set()
    closing: set[int] = set()
    for i, (before, section) in enumerate(pairwise(sections), 1):
        closing |= set() if before.closing is None else {before.closing}
        placed = [(row, place_cells(scan, columns, row)) for row in section.rows]
        more, taken = _items(scan, meaning, placed) if placed else ([], set())
        group = _group(scan, more, section.closing) or _completes(scan, items, more, section.closing)
        first = group or next((item.row for item in more if product_holds(item)), None)
        if first is None:
            continue
        last = ends and all(later.closing is None for later in sections[i:])
        last = last and not _is_sum_of(scan, [*items, *more], section.rows[-1].index)
        if closing and (last or not all(_sums_up(scan, items, row) for row in closing)):
            break
        items += [item for item in more if item.row >= first and (group or _is_alike(item, items))]
        used |= {row for row in taken if row >= first} | closing
        if closing and section.closing is not None and _sums_up(scan, items, section.closing, all_of_them=False):
            used.add(section.closing)
        closing = set()
    return used


def _group(scan: Scan, items: list[Item], closing: int | None) -> int | None:
    """The row of the first of the last items, two or more, that make the sum which closes their group."""
    sums = {a.value for a in scan.amounts_in.get(closing, [])} if closing is not None else set()
    total = Decimal(0)
    for count, item in enumerate(reversed(items), 1):
        total += next(item.values[name] for name in TOTALS if name in item.values).value
        if count > 1 and total in sums:
            return item.row
    return None


def _completes(scan: Scan, items: list[Item], more: list[Item], closing: int | None) -> int | None:
    """The row of the first of these items, if all together make the net sum that closes them."""
    named = {meaning for label in scan.labels_in.get(closing, []) for meaning in label.meanings} if closing else set()
    if not more or closing is None or "total" in named or not named & {"subtotal", "lines_total"}:
        return None
    amounts = [next(item.values[name] for name in TOTALS if name in item.values).value for item in [*items, *more]]
    total = sum(amounts)
    return (
        more[0].row
        if min(amounts) > 0 and any(total == amount.value for amount in scan.amounts_in.get(closing, []))
        else None
    )


def _is_sum_of(scan: Scan, items: list[Item], above: int) -> bool:
    """Whether the sum of all these items is printed further down."""
    total = sum(next(item.values[name] for name in TOTALS if name in item.values).value for item in items)
    return any(amount.value == total for amount in scan.amounts if amount.spot.row > above)


def _is_alike(item: Item, others: list[Item]) -> bool:
    """Whether the item has its numbers in the columns in which others have theirs."""
    return any(item.values.keys() == other.values.keys() for other in others) or product_holds(item)


def _sums_up(scan: Scan, items: list[Item], row: int, *, all_of_them: bool = True) -> bool:
    """Whether the row has the sum of the last of these items, as many as they may be: of a group or of all so far."""
    amounts = {a.value for a in scan.amounts_in.get(row, [])}
    group = items if all_of_them else items[1:]
    totals = [next(item.values[name] for name in TOTALS if name in item.values) for item in reversed(group)]
    return not amounts.isdisjoint(accumulate(total.value for total in totals))


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
    complete_wrapped(scan, items, loose, meaning)
    for item in items:
        take_weight(scan, item)
        part_glued(scan, item)
    used = {item.row for item in items}
    if items:
        used |= attach(scan, items, loose, meaning)
    for item in items:
        name_by_code(item)
        take_factors(scan, item)
        take_cents(scan, item)
    if "quantity" not in meaning.values():
        take_counts(scan, items)
    tidy(scan, items)
    return items, used


def _is_whole(scan: Scan, item: Item, *, described: bool) -> bool:
    """Whether the row is an item of its own: it says what, and its amount is written as the sums are."""
    if product_holds(item):
        return True
    total = next(item.values[name] for name in TOTALS if name in item.values)
    money = decimals_of(total.value) >= scan.usual_decimals or "unit_price" in item.values
    return money and bool(item.texts or item.code or not described or _nearly_holds(item, total.value))


def _nearly_holds(item: Item, total: Decimal) -> bool:
    """Whether quantity x price is the amount but for a digit that was misread; the text is in a row of its own."""
    if not {"quantity", "unit_price"} <= item.values.keys():
        return False
    return abs(item.values["quantity"].value * item.values["unit_price"].value - total) <= abs(total) * MISREAD


def _with_money(scan: Scan, item: Item) -> Item:
    """The item with its totals read as the currency has them."""
    item.values |= {name: scan.money(item.values[name]) for name in TOTALS if name in item.values}
    return item
