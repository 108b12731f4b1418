"""Quantities and prices as rows print them: ``3 Stk x 0,89``, ``@ 4.75``, ``4.75 each``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from invoice_ocr.fields.page.layout import Row, Spot
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.values.currency import currency_readings

TIMES = re.compile(r"^(?:[x×*@]|(?:\d+(?:[.,]\d+)?)?[x×@](?:[$€£¥₹]?\d.*)?)$", re.IGNORECASE)
"""The sign between quantity and price, alone or glued to one of them."""


EACH = frozenset({"@", "each", "ea", "je", "à", "cad", "c.u", "cu", "st", "stk", "stuk", "pc", "pcs", "kg", "unit"})
"""Words that mark a price as that of one piece."""


UNITS = EACH | frozenset(
    {"un", "und", "ud", "uds", "unid", "pz", "pza", "pce", "szt", "ks", "kom", "db", "adet", "ad", "kpl", "vnt", "gab"}
    | {"tk", "buc", "шт", "бр", "τεμ", "stück", "stuks", "peça", "g", "gr", "lb", "lbs", "oz", "l", "lt", "ltr", "ml"}
    | {"m", "net", "nett", "netto", "kgs", "кг", "г", "л", "h", "hr", "hrs", "std", "m2", "m3", "m²", "m³", "km", "kwh"}
    | set("台本式個袋枚箱冊回件点點只盒瓶包套个次條条")
    | {"時間", "小時", "小时", "セット", "개", "시간"}
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
    if len(numbers) == 3 and _is_code(row, numbers[0]):
        numbers = numbers[1:]
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


def _is_code(row: Row, number: Value[Decimal]) -> bool:
    """Whether the row begins with a number of several digits in a cell of its own: no quantity."""
    return number.spot.start == 0 and len(row.cells[0].tokens) == 1 and number.text.isdigit() and len(number.text) > 2


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
