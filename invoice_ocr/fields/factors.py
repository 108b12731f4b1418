"""Rows of their own that say how many at what price: ``3 Stk x 0,89`` above or below the item they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from invoice_ocr.fields.columns import TOTALS, multiplies
from invoice_ocr.fields.items import Item
from invoice_ocr.fields.layout import Row, Spot
from invoice_ocr.fields.scan import Scan, Value, decimals_of
from invoice_ocr.values.currency import currency_readings

TIMES = re.compile(r"^(?:[x×*@]|\d+(?:[.,]\d+)?[x×@]|[x×@]\d.*|\d+(?:[.,]\d+)?[x×@]\d.*)$", re.IGNORECASE)
"""The sign between quantity and price, alone or glued to one of them."""


EACH = frozenset({"@", "each", "ea", "je", "à", "cad", "c.u", "cu", "st", "stk", "stuk", "pc", "pcs", "kg", "unit"})
"""Words that mark a price as that of one piece."""


UNITS = EACH | frozenset(
    {"un", "und", "ud", "uds", "unid", "pz", "pza", "pce", "szt", "ks", "kom", "db", "adet", "ad", "kpl", "vnt", "gab"}
    | {"tk", "buc", "шт", "бр", "τεμ", "stück", "stuks", "peça", "g", "gr", "lb", "lbs", "oz", "l", "lt", "ltr", "ml"}
    | {"m", "net", "nett", "netto", "kgs", "кг", "г", "л"}
)
"""Words between a quantity and a price that say in what the goods are counted or weighed."""


@dataclass(frozen=True, slots=True)
class Factors:
    """A quantity and a price, with the unit between them."""

    quantity: Value[Decimal]
    price: Value[Decimal]
    unit: Spot | None


def find_factors(scan: Scan, row: Row) -> Factors | None:
    """The row's two factors, if it holds nothing else but a unit and the sign between them."""
    numbers = scan.amounts_in.get(row.index, [])
    if len(numbers) != 2 or not any(
        TIMES.match(t.text) for t in row.tokens[numbers[0].spot.start : numbers[1].spot.end]
    ):
        return None
    inside = {i for n in numbers for i in range(n.spot.start, n.spot.end)}
    words = [i for i in range(len(row.tokens)) if i not in inside and not TIMES.fullmatch(row.tokens[i].text)]
    words = [i for i in words if any(map(str.isalpha, row.tokens[i].text))]
    between = [i for i in words if numbers[0].spot.end <= i < numbers[1].spot.start]
    after = [i for i in words if i >= numbers[1].spot.end]
    if len(between) > 1 or len(after) > 1 or len(words) > len(between) + len(after):
        return None
    unit = scan.layout.spot(row.index, between[0], between[0] + 1) if between else None
    return Factors(numbers[0], numbers[1], unit)


def names_goods(scan: Scan, factors: Factors) -> bool:
    """Whether the word right after the sign is what was bought, as in ``1 x Tea 2.00``, and no unit or currency."""
    if factors.unit is None:
        return False
    word, sign = factors.unit.text, scan.layout.rows[factors.unit.row].tokens[factors.unit.start - 1].text
    named = sum(map(str.isalpha, word)) > 1 and word.strip("./()").lower() not in EACH
    return named and not currency_readings(word) and bool(TIMES.fullmatch(sign))


def find_price(scan: Scan, row: Row) -> Value[Decimal] | None:
    """The unit price on a row of its own: ``@ 4.75``, ``4.75 each``."""
    numbers = scan.amounts_in.get(row.index, [])
    words = {t.text.strip("./()").lower() for t in row.tokens if any(c.isalpha() or c == "@" for c in t.text)}
    marked = words & EACH or any(t.text.startswith("@") for t in row.tokens)
    return numbers[0] if len(numbers) == 1 and marked and len(row.tokens) <= 3 else None


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
        for right in numbers[i + 1 :]:
            if multiplies(left.readings, right.readings, amount.readings) and left.value > 0:
                whole = decimals_of(left.value) <= decimals_of(right.value) or _is_priced(scan, right)
                return (left, right) if whole else (right, left)
    return ()


def _is_priced(scan: Scan, value: Value[Decimal]) -> bool:
    """Whether the number is marked as a price of one unit: ``1,99 €/kg``, ``@ 4.90``."""
    tokens = scan.layout.rows[value.spot.row].tokens
    around = tokens[max(value.spot.start - 1, 0) : value.spot.end + 2]
    return any("/" in token.text or token.text.startswith("@") for token in around)


def says_unit(word: str) -> bool:
    """Whether a word beside quantity and price only says the unit, the currency or the sign between them."""
    parts = [part for part in re.split(r"[/.()@*]", word.lower()) if any(map(str.isalpha, part))]
    return all(part in UNITS or part == "x" or bool(currency_readings(part)) for part in parts)


def unit_after(scan: Scan, quantity: Value[Decimal]) -> Spot | None:
    """The unit printed after a quantity."""
    row, end = scan.layout.rows[quantity.spot.row], quantity.spot.end
    if end >= len(row.tokens) or row.tokens[end].text.lower().strip(".") not in UNITS - EACH | {"kg", "st", "stk"}:
        return None
    return scan.layout.spot(row.index, end, end + 1)


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
