"""Line items of a receipt: rows of a text and an amount, without headed columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from invoice_ocr.fields.items.ends import PAID, is_named, row_amount
from invoice_ocr.fields.items.factors import explains, find_pair
from invoice_ocr.fields.items.glued import part_glued
from invoice_ocr.fields.items.item import Item, unlist
from invoice_ocr.fields.items.postings import is_posting
from invoice_ocr.fields.items.tidy import tidy
from invoice_ocr.fields.items.till_factors import MOST_UNIT, factors_of_next, is_counted, says_factors
from invoice_ocr.fields.page.layout import Row, Spot
from invoice_ocr.fields.page.quantities import (
    EACH,
    TIMES,
    Factors,
    find_factors,
    find_price,
    names_goods,
    says_unit,
    unit_after,
)
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import IDEOGRAPHS
from invoice_ocr.fields.sums.ties import ROLES
from invoice_ocr.fields.sums.total_row import says_all_sums
from invoice_ocr.values.currency import currency_readings

_MEASURE = re.compile(r"^\d+[x×]\d", re.IGNORECASE)
"""``2x4x8`` is the size of a board."""

_LONG_CODE = re.compile(r"^\d{5,}")

_CODED = re.compile(r"^\d[\d.,-]{3,}\d\S* +[^\W\d_]|^\d{1,3}[.)] ?\S")
"""What an item's text begins with where its rows are numbered or coded: ``2.5002-0004 PVC SHEET``."""

LISTED = re.compile(r"^\d{1,3}[.)]$")
"""The number of an item in a list, which is no quantity."""

MOST_QUANTITY = 999

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
        if says_all_sums(scan, row.index) or (amount is not None and _sums_up(roll.items, amount)):
            break
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
        item = _item(self.scan, row, amount)
        texts = self.texts if self.texts and self.texts[-1].index == row.index - 1 else []
        if texts and says_factors(row, amount):
            part_glued(self.scan, item)
            item.texts = []
        if not item.texts:
            item.texts += [_spot(self.scan, text, _first_word(text), len(text.tokens)) for text in texts]
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


def _item(scan: Scan, row: Row, amount: Value[Decimal]) -> Item:
    item = Item(row.index, {"amount": scan.money(amount)})
    numbers = [a for a in scan.amounts_in.get(row.index, []) if a is not amount]
    start, stop = 0, amount.spot.start
    if LISTED.match(row.tokens[0].text) and len(row.tokens) > 1:
        item.position = _spot(scan, row, 0, 1)
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
        item.texts.append(_spot(scan, row, words[0], words[-1] + 1))
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


def _first_word(row: Row) -> int:
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


def _same_sum(item: Item, other: Item) -> bool:
    """A row of quantity and price that repeats the amount of the row before."""
    return "quantity" in other.values and other.values["amount"].value == item.values["amount"].value


def _spot(scan: Scan, row: Row, start: int, end: int) -> Spot:
    return scan.layout.spot(row.index, start, end)
