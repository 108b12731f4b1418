"""Rows of a till's roll that only say how many at which price: the text is in the row above or below."""

from __future__ import annotations

import re
from decimal import Decimal

from invoice_ocr.fields.items.columns import multiplies
from invoice_ocr.fields.items.ends import row_amount
from invoice_ocr.fields.items.factors import find_pair
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.quantities import Factors, says_unit, unit_after
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.values.currency import currency_readings

MOST_UNIT = 4
"""A unit beside a number has no more letters than that."""

SIGNS = frozenset({"x", "×", "*", "@", "at"})
"""What stands between a quantity and its price."""

_NUMBERS = re.compile(r"[^A-Za-z]+|(?<![A-Za-z])for(?![A-Za-z])", re.IGNORECASE)


_GLUED_SIGN = re.compile(r"(?<=\d)\s?([xX×*@])(?=[\d\s$€£]|$)")


def factors_of_next(scan: Scan, row: Row) -> Factors | None:
    """Quantity and price, with their units and a code before them, over the row of the text and their product.

    ``204008   12 EA   $3.98 EA``
    """
    numbers = scan.amounts_in.get(row.index, [])
    below = scan.layout.rows[row.index + 1 : row.index + 2]
    amount = row_amount(scan, below[0]) if below and len(numbers) in {2, 3} else None
    pair = find_pair(scan, numbers[-2:], amount) if amount is not None else ()
    if not pair or amount is None or amount.spot.start == 0 or decimals_of(pair[0].value) >= decimals_of(pair[1].value):
        return None
    held = {i for number in pair for i in range(number.spot.start, number.spot.end)}
    coded = 0 not in held and len(row.cells[0].tokens) == 1
    words = [t.text for i, t in enumerate(row.tokens) if i not in held and any(map(str.isalpha, t.text))]
    words = words[1:] if coded and words and words[0] == row.tokens[0].text else words
    if not words or not all(len(word) <= MOST_UNIT and word.strip(".").isalpha() for word in words):
        return None
    return Factors(pair[0], pair[1], unit_after(scan, pair[0]))


def says_factors(row: Row, amount: Value[Decimal]) -> bool:
    """Whether all that stands before the amount is a weight or a count and a price: ``1.06lb @ $11.99/lb``."""
    words = _GLUED_SIGN.sub(r" \1 ", " ".join(token.text for token in row.tokens[: amount.spot.start])).split()
    signs = [word for word in words if word.lower() in SIGNS]
    others = [_NUMBERS.sub("", word) for word in words if word not in signs]
    after = words[words.index(signs[0]) + 1 :][:1] if signs else []
    priced = any(any(map(str.isdigit, word)) or currency_readings(word) for word in after)
    return priced and words[0][:1].isdigit() and all(len(word) <= 2 or says_unit(word) for word in others)


def is_counted(scan: Scan, index: int) -> bool:
    """Whether the row is nothing but a quantity, a price and their product, which want a text."""
    row = scan.layout.rows[index] if index < len(scan.layout.rows) else None
    amount = row_amount(scan, row) if row is not None else None
    if row is None or amount is None or not says_factors(row, amount):
        return False
    return bool(find_pair(scan, [a for a in scan.amounts_in[index] if a is not amount], amount))


def multiple(scan: Scan, row: Row, price: Value[Decimal], amount: Value[Decimal]) -> Value[Decimal] | None:
    """The whole number after or before a sign, in a row without words, that leads from the price to the amount."""
    words = [t.text for t in row.tokens[: amount.spot.start] if sum(map(str.isalpha, t.text)) > 1]
    if not all(currency_readings(word) for word in words):
        return None
    numbers = scan.amounts_in.get(row.index, [])
    repeated = any(number.value == price.value for number in numbers if number is not amount)
    for number in numbers:
        near = "".join(t.text for t in row.tokens[max(number.spot.start - 1, 0) : number.spot.end + 1]).lower()
        signed = repeated or any(sign in near for sign in "x×*")
        whole = number is not amount and not decimals_of(number.value) and number.value > 0
        if signed and whole and multiplies(number.readings, price.readings, amount.readings):
            return number
    return None
