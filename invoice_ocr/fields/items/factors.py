"""Quantity and price of an item, found elsewhere than in their columns and proved by their product."""

from __future__ import annotations

import re
from decimal import Decimal

from invoice_ocr.fields.items.columns import TOTALS, multiplies
from invoice_ocr.fields.items.item import Item
from invoice_ocr.fields.page.quantities import Factors, says_unit, unit_after
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of

_CENTS = re.compile(r"^(?:ct|cents?|c€|p|øre|öre|gr)(?:/.*)?\.?$")


def explains(item: Item, factors: Factors) -> bool:
    """Give the item its factors if their product is its amount."""
    total = next((item.values[name] for name in TOTALS if name in item.values), None)
    if total is None or "unit_price" in item.values:
        return False
    if not multiplies(factors.quantity.readings, factors.price.readings, total.readings):
        return False
    item.values |= {"quantity": factors.quantity, "unit_price": factors.price}
    item.unit = item.unit or factors.unit
    return True


def find_pair(scan: Scan, numbers: list[Value[Decimal]], amount: Value[Decimal]) -> tuple[Value[Decimal], ...]:
    """Quantity and unit price among the numbers of a row, proved by their product; else nothing."""
    for i, left in enumerate(numbers):
        for right in (in_cents(scan, number) or number for number in numbers[i + 1 :]):
            if multiplies(left.readings, right.readings, amount.readings) and left.value > 0:
                whole = decimals_of(left.value) <= decimals_of(right.value) or _is_priced(scan, right)
                return (left, right) if whole else (right, left)
    return ()


def _is_priced(scan: Scan, value: Value[Decimal]) -> bool:
    """Whether the number is marked as a price of one unit: ``1,99 €/kg``, ``@ 4.90``."""
    tokens = scan.layout.rows[value.spot.row].tokens
    around = tokens[max(value.spot.start - 1, 0) : value.spot.end + 2]
    return any("/" in token.text or token.text.startswith("@") for token in around)


def take_cents(scan: Scan, item: Item) -> None:
    """Read a price that says so in cents: ``28,14 ct/kWh`` is 0.2814, where the product shows it."""
    price, count = item.values.get("unit_price"), item.values.get("quantity")
    cents = in_cents(scan, price) if price is not None else None
    if cents is None or count is None:
        return
    total = next(item.values[name] for name in TOTALS if name in item.values)
    if multiplies(count.readings, cents.readings, total.readings):
        item.values["unit_price"] = cents


def in_cents(scan: Scan, price: Value[Decimal]) -> Value[Decimal] | None:
    """The price in whole units of its currency, if the next word says that it is in cents."""
    tokens = scan.layout.rows[price.spot.row].tokens
    word = tokens[price.spot.end].text.lower() if price.spot.end < len(tokens) else ""
    if not _CENTS.match(word):
        return None
    return Value(price.spot, price.text, tuple(reading.scaleb(-2) for reading in price.readings))


def take_weight(scan: Scan, item: Item) -> None:
    """Quantity and price that are all the text of an item's row, proved by their product; the description is elsewhere.

    ``0,839 kg   1,99 €/kg   1,67``
    """
    total = next(item.values[name] for name in TOTALS if name in item.values)
    row = scan.layout.rows[item.row]
    numbers = [a for a in scan.amounts_in.get(item.row, []) if a.spot.start < total.spot.start]
    pair = find_pair(scan, numbers, total) if item.texts and len(numbers) == 2 else ()
    held = {i for value in (*pair, total) for i in range(value.spot.start, value.spot.end)}
    if not pair or not all(says_unit(token.text) for i, token in enumerate(row.tokens) if i not in held):
        return
    item.values |= {"quantity": pair[0], "unit_price": pair[1]}
    item.unit = item.unit or unit_after(scan, pair[0])
    item.texts = []
