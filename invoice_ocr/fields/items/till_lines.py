"""Line items of a receipt: rows of a text and an amount, without headed columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from invoice_ocr.fields.items.ends import PAID, is_named, row_amount
from invoice_ocr.fields.items.factors import explains
from invoice_ocr.fields.items.glued import part_glued
from invoice_ocr.fields.items.item import Item, unlist
from invoice_ocr.fields.items.postings import is_posting
from invoice_ocr.fields.items.tidy import tidy
from invoice_ocr.fields.items.till_factors import factors_of_next, is_counted, multiple, says_factors
from invoice_ocr.fields.items.till_row import MOST_QUANTITY, begin_row, first_word
from invoice_ocr.fields.page.layout import Row, Spot
from invoice_ocr.fields.page.quantities import (
    Factors,
    find_factors,
    find_price,
    names_goods,
)
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import IDEOGRAPHS
from invoice_ocr.fields.sums.ties import ROLES
from invoice_ocr.fields.sums.total_row import says_all_sums

_LONG_CODE = re.compile(r"^\d{5,}")

_CODED = re.compile(r"^\d[\d.,-]{3,}\d\S* +[^\W\d_]|^\d{1,3}[.)] ?\S")
"""What an item's text begins with where its rows are numbered or coded: ``2.5002-0004 PVC SHEET``."""

FACTORS = frozenset({"quantity", "unit_price"})


def read_till_lines(scan: Scan, first: int, last: int, *, discounts: bool = False) -> tuple[list[Item], set[int]]:
    """The items in rows ``first`` to ``last`` (exclusive), and the rows they use; discounts are items if asked for."""
    roll = _Roll(scan, discounts=discounts)
    for row in scan.layout.rows[first:last]:
        if is_posting(scan, row):
            continue
        amount = row_amount(scan, row)
        if amount is not None and roll.take_rest(row, amount):
            continue
        summed = amount is not None and _sums_up(roll.items, amount) and not is_counted(scan, row.index)
        if summed or says_all_sums(scan, row.index):
            break
        if roll.take_text(row, amount) or roll.take_multiple(row, amount):
            continue
        if not roll.take_factors(row) and not roll.take_price(row) and not roll.take_count(row, amount):
            roll.take(row, amount)
    for item in roll.items:
        part_glued(scan, item)
    unlist(roll.items)
    tidy(scan, roll.items)
    return roll.items, roll.used


@dataclass
class _Roll:
    """A till's roll, read from the top: the items so far and what waits for the next one."""

    scan: Scan
    items: list[Item] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    texts: list[Row] = field(default_factory=list)
    discounts: bool = False
    factors: Factors | None = None

    def take_text(self, row: Row, amount: Value[Decimal] | None) -> bool:
        """A row between the beginning of a text and its amount: a size, such as ``3.5"x6"``, is no quantity."""
        begun = bool(self.texts) and self.texts[-1].index == row.index - 1 and _CODED.match(self.texts[0].text)
        if amount is not None or not begun or not is_counted(self.scan, row.index + 1):
            return False
        self.texts.append(row)
        return True

    def take_multiple(self, row: Row, amount: Value[Decimal] | None) -> bool:
        """A row that says how often the item above it was bought, and what that comes to: ``*2   9.00``."""
        item = self.items[-1] if self.items else None
        if item is None or amount is None or item.row != row.index - 1 or FACTORS & item.values.keys():
            return False
        count = multiple(self.scan, row, item.values["amount"], amount)
        if count is None:
            return False
        item.values |= {"quantity": count, "unit_price": item.values["amount"], "amount": self.scan.money(amount)}
        self.used.add(row.index)
        return True

    def take_factors(self, row: Row) -> bool:
        """A row of quantity and price, for the item above it or the one below."""
        factors = find_factors(self.scan, row) or factors_of_next(self.scan, row)
        if factors is None:
            return False
        proved = bool(self.items) and explains(self.items[-1], factors)
        if not proved and (names_goods(self.scan, factors) or factors.quantity.value > MOST_QUANTITY):
            return False
        self.used.add(row.index)
        self.factors = None if proved else factors
        return True

    def take_price(self, row: Row) -> bool:
        """A row of a unit price alone, for the item above it."""
        price = find_price(self.scan, row)
        if price is None or not self.items or "quantity" not in self.items[-1].values:
            return False
        explains(self.items[-1], Factors(self.items[-1].values["quantity"], price, None))
        self.used.add(row.index)
        return True

    def take_count(self, row: Row, amount: Value[Decimal] | None) -> bool:
        """A row with the labelled quantity of the item above it, perhaps with its price: ``SKU 4711   Qty 2``."""
        item = self.items[-1] if self.items else None
        count = _labelled_count(self.scan, row)
        if item is None or count is None or row.index - item.row > 2 or FACTORS & item.values.keys():
            return False
        price = next((a for a in self.scan.amounts_in[row.index] if a.spot.start >= count.spot.end), None)
        proved = price is not None and explains(item, Factors(count, price, None))
        if not proved and amount is not None and amount is not count:
            return False
        item.values.setdefault("quantity", count)
        self.used.add(row.index)
        return True

    def take(self, row: Row, amount: Value[Decimal] | None) -> None:
        """A row of a text and an amount, or of a text that waits for its amount."""
        labels = self.scan.labels_in.get(row.index, [])
        discount = any("discount" in label.meanings and label.spot.start == 0 for label in labels)
        discount = discount and not (self.discounts and amount is not None and amount.value < 0)
        named = is_named(self.scan, row)
        if amount is None or discount or named:
            self._wait(row, waits=not discount and not named)
            return
        item = begin_row(self.scan, row, amount)
        texts = self.texts if self.texts and self.texts[-1].index == row.index - 1 else []
        if texts and says_factors(row, amount):
            part_glued(self.scan, item)
            item.texts = []
        if not item.texts:
            item.texts += [_spot(self.scan, text, first_word(text), len(text.tokens)) for text in texts]
            self.used |= {text.index for text in texts}
        self.texts = []
        if not item.texts and amount.value < 0 and _LONG_CODE.match(row.text):
            item.texts.append(_spot(self.scan, row, 0, amount.spot.start))  # the code of what is taken off
        self._add(item)

    def _wait(self, row: Row, *, waits: bool) -> None:
        """Keep a row's text for the amount below it, with the rows above where they began with a number or a code."""
        follows = bool(self.texts) and self.texts[-1].index == row.index - 1 and not _CODED.match(row.text)
        begun = self.texts if follows and _CODED.match(self.texts[0].text) else []
        short = sum(map(str.isalpha, row.text)) < 3 and any(map(str.isalnum, row.text)) and len(row.cells) == 1
        if (waits and _is_text(self.scan, row)) or (waits and short and begun):
            self.texts = [*begun, row]
        else:
            self.texts = []

    def take_rest(self, row: Row, amount: Value[Decimal]) -> bool:
        """A row that only says what an item costs after the discounts right above it, its amount: ``Your price``."""
        left = Decimal(0)
        for i, item in reversed([*enumerate(self.items)]):
            value = item.values["amount"].value
            left += value
            if value < 0:
                continue
            if left != amount.value or left == value:
                return False
            item.values["amount"] = amount
            item.discounts += [taken.values["amount"] for taken in self.items[i + 1 :]]
            del self.items[i + 1 :]
            self.used.add(row.index)
            return True
        return False

    def _add(self, item: Item) -> None:
        if item.texts:
            self.items.append(item)
            self.used.add(item.row)
            if self.factors is not None:
                explains(item, self.factors)
            self.factors = None
        elif self.items and _same_sum(self.items[-1], item):
            self.items[-1].values = {**item.values, **self.items[-1].values}
            self.used.add(item.row)


def _labelled_count(scan: Scan, row: Row) -> Value[Decimal] | None:
    """The whole number right after the label of a quantity."""
    ends = {label.spot.end for label in scan.labels_in.get(row.index, []) if "col.quantity" in label.meanings}
    counts = (a for a in scan.amounts_in.get(row.index, []) if a.spot.start in ends and a.value > 0)
    return next((a for a in counts if not decimals_of(a.value)), None)


def _sums_up(items: list[Item], amount: Value[Decimal]) -> bool:
    """Whether the amount is the sum of all items above it: a sum whose label is unknown."""
    above = [item.values["amount"].value for item in items]
    return len(above) > 1 and sum(above) == amount.value


def _is_text(scan: Scan, row: Row) -> bool:
    letters = [c for c in row.text if c.isalpha()]
    counted = is_counted(scan, row.index + 1)
    named = not counted and any(
        label.meanings & {*ROLES, "issue_date", "number", "cashier"}
        and not (label.meanings <= PAID and 2 * len(label.compact) < len(letters))
        for label in scan.labels_in.get(row.index, [])
    )
    enough = len(letters) >= (2 if max(letters, default="") >= IDEOGRAPHS else 3)
    return enough and not named and not scan.dates_in.get(row.index)


def _same_sum(item: Item, other: Item) -> bool:
    """A row of quantity and price that repeats the amount of the row before."""
    return "quantity" in other.values and other.values["amount"].value == item.values["amount"].value


def _spot(scan: Scan, row: Row, start: int, end: int) -> Spot:
    return scan.layout.spot(row.index, start, end)
