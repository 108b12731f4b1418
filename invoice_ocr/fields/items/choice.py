"""Line items however they are laid out, and their way into the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.items.columns import TOTALS, multiplies
from invoice_ocr.fields.items.ends import ends_of_items, head_end, items_end
from invoice_ocr.fields.items.factors import explains
from invoice_ocr.fields.items.item import Item, rates_taken, sum_taken
from invoice_ocr.fields.items.table import Table, read_tables
from invoice_ocr.fields.items.till_lines import read_till_lines
from invoice_ocr.fields.page.quantities import find_factors
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.offers import Offer
from invoice_ocr.fields.sums.sure import is_settled

MOST_PARTS = 8
"""Lists of items are looked for between so many sums."""

ADDS_UP = 0.2
"""The rank that the sum under the items gives them."""

SUMMED = frozenset({"charge", "total", "subtotal", "tax", "amount_due", "amount_paid", "previous_balance", "discount"})
"""What most rows of a summary say; of a list of items, few."""

FIELDS = {"quantity": "quantity", "unit_price": "unit_price", "tax_rate": "tax_rate"}


@dataclass(frozen=True)
class Lines:
    """One way to read the line items, the rows that they use, and how it ranks where nothing proves it.

    ``summary`` tells that most rows name sums, taxes or charges: no items, unless they add up.
    """

    items: tuple[Item, ...] = ()
    rows: frozenset[int] = field(default=frozenset())
    rank: float = 0.0
    summary: bool = False

    @cached_property
    def amounts(self) -> list[Value[Decimal]]:
        """The lines' totals, in order."""
        return [item.values[self.column] for item in self.items if self.column in item.values]

    @cached_property
    def gross(self) -> list[Value[Decimal]]:
        """The lines' totals with tax, where every line has one besides."""
        values = [item.values["amount_gross"] for item in self.items if "amount_gross" in item.values]
        return values if self.column != "amount_gross" and len(values) == len(self.items) else []

    @cached_property
    def column(self) -> str:
        """The column that holds the lines' totals."""
        return next((name for name in TOTALS if any(name in item.values for item in self.items)), "amount")


def find_lines(scan: Scan, headers: list[tuple[int, ...]], offers: list[Offer]) -> Iterator[Lines]:
    """The ways to read the line items: under their headings, or as the rows above the sums; at last none."""
    tables = read_tables(scan, headers)
    for table in tables:
        _explain(scan, table)
    if tables:
        items = tuple(item for table in tables for item in table.items)
        rows = frozenset().union(*(table.rows for table in tables), *(table.header for table in tables))
        yield Lines(items, rows, 2.0)
    sums = {o.amount.spot.row for o in offers if o.score > 0} | {o.label.spot.row for o in offers if o.score > 0}
    for meaning in ("not_total", "tax_base"):
        sums |= {label.spot.row for label in scan.with_meaning(meaning) if len(label.compact) > 8}
    last = items_end(scan, sums)
    till, used = read_till_lines(scan, 0, last)
    if till:
        yield _ranked(scan, Lines(tuple(till), frozenset(used), 1.0), last)
    below, used = read_till_lines(scan, head_end(scan, last), last)
    if below and len(below) != len(till):
        yield _ranked(scan, Lines(tuple(below), frozenset(used), 0.9), last)
    whole, used = read_till_lines(scan, 0, last, discounts=True)
    if (len(whole) > len(till) and whole[-1].values["amount"].value >= 0) or len(whole) > len(till) + 1:
        yield _ranked(scan, Lines(tuple(whole), frozenset(used), 0.8), last)
    yield from _without_discounts(scan, till, last)
    yield from _last_lines(scan, till, last)
    yield from _later_lines(scan, sums, last, alone=not till)
    yield Lines()


def _without_discounts(scan: Scan, till: list[Item], end: int) -> Iterator[Lines]:
    """The rows that add up to the sum under them without what is below zero: their amounts are after discount."""
    items = tuple(item for item in till if item.values["amount"].value >= 0)
    total = sum(item.values["amount"].value for item in items)
    if items and len(items) < len(till) and total in {a.value for a in scan.amounts_in.get(end, [])}:
        yield Lines(items, frozenset(item.row for item in till), 0.9 + ADDS_UP)


def _ranked(scan: Scan, lines: Lines, end: int) -> Lines:
    """The reading; above others where its sum is printed right under it, and marked where it is rather a summary."""
    if sum(value.value for value in lines.amounts) in {a.value for a in scan.amounts_in.get(end, [])}:
        return replace(lines, rank=lines.rank + ADDS_UP)
    named = sum(_sums(scan, item) for item in lines.items)
    return replace(lines, summary=2 * named > len(lines.items))


def _is_bought(scan: Scan, item: Item) -> bool:
    """Whether the row has a price and names no sum."""
    return item.values["amount"].value > 0 and not _sums(scan, item)


def _sums(scan: Scan, item: Item) -> bool:
    """Whether the row is rather one of a summary, by its words."""
    return any(label.meanings & SUMMED for label in scan.labels_in.get(item.row, []))


def _last_lines(scan: Scan, till: list[Item], end: int) -> Iterator[Lines]:
    """Less rows than all, from the bottom up, that make the sum under them: the head had an amount, too.

    A row of another sum or a tax is no item.
    """
    sums = {a.value for a in scan.amounts_in.get(end, [])}
    total = Decimal(0)
    for count, item in enumerate(reversed(till), 1):
        total += item.values["amount"].value
        if _sums(scan, item):
            return
        if 1 < count < len(till) and total in sums:
            items = tuple(till[-count:])
            rows = {spot.row for each in items for spot in (*each.texts, *(v.spot for v in each.values.values()))}
            yield Lines(items, frozenset(rows), 0.9 + ADDS_UP)
            return


def _later_lines(scan: Scan, sums: set[int], first: int, *, alone: bool) -> Iterator[Lines]:
    """Rows between the sums further down, where a summary stands above the items: the sum under them is theirs.

    Half of them are multiplied out: other lists that add up are of taxes or payments, unless they are ``alone`` and
    none of them says so.
    """
    ends = [first, *(row for row in ends_of_items(scan, sums) if row > first)][:MOST_PARTS]
    for start, end in combinations(ends, 2):
        items, used = read_till_lines(scan, head_end(scan, end, start + 1), end)
        multiplied = sum({"quantity", "unit_price"} <= item.values.keys() for item in items)
        total = sum(item.values["amount"].value for item in items)
        fits = 2 * multiplied >= len(items) or (alone and all(_is_bought(scan, item) for item in items))
        if len(items) > 1 and fits and total in {a.value for a in scan.amounts_in.get(end, [])}:
            yield Lines(tuple(items), frozenset(used), -1.0 if 2 * multiplied >= len(items) else -2.0)


def _explain(scan: Scan, table: Table) -> None:
    """Give quantity and price that stand on rows of their own to the item above or below."""
    rows = range(min(table.rows), max(table.rows) + 2) if table.rows else range(0)
    for index in rows:
        factors = find_factors(scan, scan.layout.rows[index]) if index < len(scan.layout.rows) else None
        if factors is None:
            continue
        near = sorted(table.items, key=lambda item: abs(item.row - index))[:2]
        if any(explains(item, factors) for item in near):
            for item in table.items:
                item.texts = [spot for spot in item.texts if spot.row != index]


def put_lines(chosen: Chosen, lines: Lines, totals: Totals) -> None:
    """Put the items into the document; proved lines are sure."""
    proved = "lines" in totals.proofs
    if lines.summary and not proved:
        return
    settled = proved and is_settled(totals)
    for i, item in enumerate(lines.items):
        path = f"lines[{i}]"
        product = _product_holds(item, lines.column)
        sure = 0.98 if proved and product else 0.95 if proved or product else 0.75
        amount = item.values.get(lines.column)
        if amount is not None:
            if settled:
                amount = replace(amount, readings=(amount.value,))
            _put_value(chosen, f"{path}.amount", amount, sure, item, lines.column)
        for meaning, name in FIELDS.items():
            if meaning in item.values:
                _put_value(chosen, f"{path}.{name}", item.values[meaning], sure, item, lines.column)
        _put_discount(chosen, f"{path}.allowances", item, lines.column)
        _put_words(chosen, path, item)


def _put_words(chosen: Chosen, path: str, item: Item) -> None:
    """The item's description, unit, code and position."""
    if item.texts:
        text = " ".join(spot.text for spot in item.texts).strip().rstrip(": ")
        chosen.put(f"{path}.description", text, item.texts, 0.9)
    if item.unit is not None and any(map(str.isalpha, item.unit.text)):
        chosen.put(f"{path}.unit", item.unit.text, [item.unit], 0.85)
    if item.code is not None:
        chosen.put(f"{path}.item_code", item.code.text, [item.code], 0.85)
    position = item.position or (item.values["position"].spot if "position" in item.values else None)
    if position is not None:
        chosen.put(f"{path}.id", position.text.strip(".)"), [position], 0.85)


def _put_discount(chosen: Chosen, path: str, item: Item, column: str) -> None:
    """The line's discount: what is between the product and the line's amount, or the percentage that makes it."""
    amount = item.values.get(column)
    if amount is None:
        return
    discount = sum_taken(item, amount)
    if discount is not None:
        chosen.put(f"{path}[0].amount", abs(discount.value), [discount.spot], 0.95)
        return
    for i, rate in enumerate(rates_taken(item, amount)):
        chosen.put(f"{path}[{i}].rate", abs(rate.value), [rate.spot], 0.95)


def _product_holds(item: Item, column: str) -> bool:
    values = item.values
    if not {"quantity", "unit_price", column} <= set(values):
        return False
    return multiplies(values["quantity"].readings, values["unit_price"].readings, values[column].readings)


def _put_value(chosen: Chosen, path: str, value: Value[Decimal], sure: float, item: Item, column: str) -> None:
    """A value with one reading, or with the reading that the line's arithmetic confirms."""
    readings = value.readings
    if len(readings) > 1:
        fitting = tuple(r for r in readings if _fits(item, column, value, r))
        readings = fitting if len(fitting) == 1 else readings
    chosen.put_amount(path, Value(value.spot, value.text, readings), readings[0], sure, settled=False)


def _fits(item: Item, column: str, value: Value[Decimal], reading: Decimal) -> bool:
    parts = []
    for name in ("quantity", "unit_price", column):
        if name not in item.values:
            return False
        parts.append((reading,) if item.values[name] is value else item.values[name].readings)
    return multiplies(*parts)
