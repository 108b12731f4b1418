"""A line item under construction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import prod

from invoice_ocr.fields.items.columns import SLACK, TOTALS, multiplies
from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of

MOST_CODE_WORDS = 3

MOST_UNIT = 12
"""Units have less letters than that."""

SHORT = 3
"""A longer word in the column of positions is no letter that counts them."""

MOST = 99
"""A larger number before a description is rather a part of it."""


HUNDRED = Decimal(100)

PLAIN = frozenset({"quantity", "unit_price"})
"""What no percentage is, whatever stands over it: ``Rate`` is also a price."""

LISTED_BY = frozenset({Decimal(1), Decimal(10)})
"""Positions go up by so much."""

MOST_COUNTED = 3
"""Less items may be bought once, and twice; from so many on they are rather numbered."""


DAY = re.compile(r"^\d{1,2}[./-]\d{1,2}[.]?$")
"""A day without its year, as in ``10/26``."""


@dataclass
class Item:
    """A line item under construction: typed values by column meaning, and the texts of its description."""

    row: int
    values: dict[str, Value[Decimal]] = field(default_factory=dict)
    texts: list[Spot] = field(default_factory=list)
    unit: Spot | None = None
    code: Spot | None = None
    position: Spot | None = None
    discounts: list[Value[Decimal]] = field(default_factory=list)


def take_factors(scan: Scan, item: Item) -> None:
    """A quantity or price that stands at either end of the description, proved by the product."""
    missing = [name for name in ("quantity", "unit_price") if name not in item.values]
    if not missing or not item.texts:
        return
    first, last = item.texts[0], item.texts[-1]
    total = next(item.values[name] for name in TOTALS if name in item.values)
    for number in scan.amounts_in.get(item.row, []):
        leads = number.spot.row == first.row and number.spot.start == first.start and number.spot.end < first.end
        trails = number.spot.row == last.row and number.spot.end == last.end and number.spot.start > last.start
        for name in missing:
            values = {**item.values, name: number}
            if not (leads if name == "quantity" else trails) or not {"quantity", "unit_price"} <= values.keys():
                continue
            if multiplies(values["quantity"].readings, values["unit_price"].readings, total.readings):
                item.values[name] = number
                index = 0 if leads else -1
                spot = item.texts[index]
                start, end = (number.spot.end, spot.end) if leads else (spot.start, number.spot.start)
                item.texts[index] = scan.layout.spot(spot.row, start, end)
                return


def unlist(items: list[Item]) -> None:
    """Make numbers before the texts the positions that they are where they go up evenly from item to item.

    ``1, 2, 3`` or ``10, 20`` count the items; no price proves them to be quantities.
    """
    counted = [item for item in items if "quantity" in item.values and "unit_price" not in item.values]
    numbers = [item.values["quantity"] for item in counted]
    steps = {right.value - left.value for left, right in pairwise(numbers)}
    leads = all(number.spot.start == 0 for number in numbers)
    if len(steps) != 1 or not leads or not steps & LISTED_BY or numbers[0].value not in {*LISTED_BY, 0}:
        return
    if len(numbers) < MOST_COUNTED and steps == {Decimal(1)}:
        return
    for item in counted:
        item.position = item.position or item.values.pop("quantity").spot


def take_counts(scan: Scan, items: list[Item]) -> None:
    """The count before each description, where no column is for it and all rows with a text begin with one.

    Numbers that only go up by one are those of a list.
    """
    counted = [(item, leading_count(scan, item)) for item in items if item.texts and "quantity" not in item.values]
    numbers = [number.value for _, number in counted if number is not None]
    listed = len(numbers) > 1 and all(right == left + 1 for left, right in pairwise(numbers))
    if listed or not numbers or len(numbers) < len(counted):
        return
    for item, number in counted:
        if number is None or ("unit_price" in item.values and not _explains(item, number)):
            continue
        item.values["quantity"] = number
        item.texts[0] = scan.layout.spot(item.texts[0].row, number.spot.end, item.texts[0].end)


def leading_count(scan: Scan, item: Item) -> Value[Decimal] | None:
    """A small whole number in front of the description's words."""
    first = item.texts[0]
    number = next((a for a in scan.amounts_in.get(first.row, []) if a.spot.start == first.start), None)
    if number is None or number.spot.end >= first.end or decimals_of(number.value) or not 0 < number.value <= MOST:
        return None
    return number if number.text.isdigit() else None


def _explains(item: Item, number: Value[Decimal]) -> bool:
    return product_holds(Item(item.row, {**item.values, "quantity": number}))


def product_holds(item: Item) -> bool:
    """Whether quantity x price is the item's amount."""
    total = next(item.values[name] for name in TOTALS if name in item.values)
    values = item.values
    if not {"quantity", "unit_price"} <= values.keys():
        return False
    if multiplies(values["quantity"].readings, values["unit_price"].readings, total.readings):
        return True
    return bool(rates_taken(item, total)) or sum_taken(item, total) is not None


def rates_taken(item: Item, total: Value[Decimal]) -> list[Value[Decimal]]:
    """The percentages of the item that make its amount out of quantity and price: one, or one after the other."""
    if not {"quantity", "unit_price"} <= item.values.keys() or _comes_to(item, total, Decimal(1)):
        return []
    rates = [value for value in item.discounts if 0 < abs(value.value) < HUNDRED]
    for taken in [[rate] for rate in rates] + ([rates] if len(rates) > 1 else []):
        if _comes_to(item, total, prod(((HUNDRED - abs(rate.value)) / HUNDRED for rate in taken), start=Decimal(1))):
            return taken
    return []


def sum_taken(item: Item, total: Value[Decimal]) -> Value[Decimal] | None:
    """The sum of money that leads from quantity x price to the item's amount, where its discount is one."""
    if not item.values.keys() >= PLAIN:
        return None
    quantity, price = item.values["quantity"], item.values["unit_price"]
    for discount in item.discounts:
        value = abs(discount.value)
        less = tuple(q * p - value for q in quantity.readings for p in price.readings)
        if value and discount is not item.values.get("other") and multiplies((Decimal(1),), less, total.readings):
            return discount
    return None


def _comes_to(item: Item, total: Value[Decimal], share: Decimal) -> bool:
    """Whether this share of quantity x price is the amount, up to the rounding of the price as it is printed."""
    quantity, price = item.values["quantity"], item.values["unit_price"]
    return any(
        abs(abs(q * p * share) - abs(a)) <= SLACK + abs(q) * Decimal(1).scaleb(-max(decimals_of(p), 2)) / 2
        for q in quantity.readings
        for p in price.readings
        for a in total.readings
    )


def begin_item(row: Row, cells: list[tuple[int, Cell | Value[Decimal]]], meaning: dict[int, str]) -> Item:
    """The item that a row begins."""
    item = Item(row.index)
    for k, value in cells:
        if isinstance(value, Value):
            if not (meaning[k] in PLAIN and value.text.endswith("%")):
                _add_value(item, meaning[k], value)
        else:
            add_text(item, meaning[k], value, row)
    if item.values.keys() & {*TOTALS}:
        for k, value in cells:
            if isinstance(value, Value) and meaning[k] in PLAIN:
                prefer_proved(item, meaning[k], value)
            elif isinstance(value, Value) and meaning[k] == "other":
                prefer_proved(item, "quantity", value)  # a weight, where pieces are counted besides
    return item


def _add_value(item: Item, meaning: str, value: Value[Decimal]) -> None:
    """Give a number to the item; all of its discounts, for one may be the rate and one the amount.

    A column whose heading nobody knows may hold the rates of discounts: their arithmetic tells.
    """
    if meaning in {"discount", "other"}:
        item.discounts.append(value)
    item.values.setdefault(meaning, value)


def prefer_proved(item: Item, meaning: str, value: Value[Decimal]) -> None:
    """Take another number of the same meaning where only it makes the product right: a price with tax, a net price."""
    other = Item(item.row, {**item.values, meaning: value})
    if product_holds(item):
        return
    if product_holds(other) or (_holds_by_many(other) and not _holds_by_many(item)):
        item.values[meaning] = value


def _holds_by_many(item: Item) -> bool:
    """Whether the price is that of a hundred or a thousand pieces, as wholesalers print it."""
    total = next(item.values[name] for name in TOTALS if name in item.values)
    if not {"quantity", "unit_price"} <= item.values.keys():
        return False
    quantity, price = item.values["quantity"].value, item.values["unit_price"].value
    return any(abs(abs(quantity * price / many) - abs(total.value)) < SLACK / 2 for many in (HUNDRED, 10 * HUNDRED))


def add_text(item: Item, meaning: str, cell: Cell, row: Row) -> None:
    """Give a run of words to the item: as its unit, code, position or description."""
    spot = _spot_of(row, cell, 0, len(cell.tokens))
    if not any(map(str.isalnum, cell.text)) or (meaning == "date" and DAY.match(cell.text)):
        return
    if meaning in {"unit", "quantity"} and cell.text.lower() == "x":
        return  # the sign of a product
    if meaning == "unit" and len(cell.tokens) > 1 and sum(map(str.isalpha, cell.text)) > MOST_UNIT:
        _part_unit(item, cell, row)
        return
    if meaning in {"unit", "quantity"} and item.unit is None:
        item.unit = spot
    elif meaning == "unit" and sum(map(str.isalpha, cell.text)) > SHORT:
        item.texts.append(spot)  # a text at the left of its centred heading
    elif (
        (meaning == "code" or (meaning == "position" and any(map(str.isdigit, cell.text))))
        and item.code is None
        and not cell.text.strip(".").isdigit()
        and len(cell.tokens) == 1
    ):
        item.code = spot
    elif meaning == "code" and item.code is None and len(cell.tokens) <= MOST_CODE_WORDS:
        _add_code(item, spot, cell, row)
    elif meaning == "position" and item.position is None and len(cell.tokens) == 1 and len(cell.text) <= SHORT:
        item.position = spot
    elif meaning in {"description", "code", "position", "date"}:
        item.texts.append(spot)


def _part_unit(item: Item, cell: Cell, row: Row) -> None:
    """A unit and the text that runs together with it, or only a text: ``box Hanging files``."""
    first = cell.tokens[0].text
    short = first.strip(".").isalpha() and len(first) <= SHORT + 2
    if short and item.unit is None:
        item.unit = _spot_of(row, cell, 0, 1)
    item.texts.append(_spot_of(row, cell, int(item.unit is not None and short), len(cell.tokens)))


def name_by_code(item: Item) -> None:
    """Take several words in the column of codes for the text where there is none: the heading is right of its texts."""
    if item.code is not None and not item.texts and item.code.text.replace(" ", "").isalpha():
        item.texts, item.code = [item.code], None


def _spot_of(row: Row, cell: Cell, start: int, end: int) -> Spot:
    part = Cell(row.index, cell.start + start, cell.tokens[start:end])
    sure = min(t.confidence for t in part.tokens)
    return Spot(row.index, part.start, part.start + len(part.tokens), row.page, part.box, part.text, sure)


def _add_code(item: Item, spot: Spot, cell: Cell, row: Row) -> None:
    """A code, with the position that may stand before it in the same cell."""
    first, *rest = cell.tokens
    if rest and item.position is None and first.text.strip(".").isdigit() and len(first.text) <= 3:
        item.position = Spot(row.index, cell.start, cell.start + 1, row.page, first.box, first.text, first.confidence)
        tail = Cell(row.index, cell.start + 1, tuple(rest))
        spot = Spot(row.index, tail.start, spot.end, row.page, tail.box, tail.text, spot.confidence)
    item.code = spot
