"""Read a text that is an amount and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.currency import currency_readings, minor_units
from invoice_ocr.values.folding import fold
from invoice_ocr.values.number import number_readings, whole_readings
from invoice_ocr.values.parsed import Parsed

_LONGEST = 60
_AMOUNT = re.compile(r"(\D*?)((?:(?<![\w./])[.,\u066b])?\d(?:[\d.,' \u066b\u066c]*\d)?)(\D*)", re.DOTALL)
_LOOSE = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")
_DASH_CENTS = re.compile(r"\s?(?:[.,]\s?(?:--?|=)|:-|/[-=])")
_WORDS = re.compile(r"[^\s()+-]+")
_SPACED_DOLLAR = re.compile(r"\$ (?=[A-Z]{2}\b)")  # French: 5,00 $ US
_CREDIT = ("cr", "dr")
_MOST_CURRENCIES = 2


class _Around(NamedTuple):
    """What the text before and after the number says: the sign, whole units only, decimals of the currency."""

    sign: int
    whole: bool
    decimals: int


def parse_amount(text: str, *, decimal: str | None = None, loose: bool = False) -> Parsed[Decimal]:
    """Read a text that is an amount and nothing else; a currency and a sign may stand on either side.

    ``decimal`` ("." or ",") settles what is ambiguous. ``loose`` allows the spaces that OCR puts around a point.

    >>> parse_amount("-1.234,50 €").value
    Decimal('-1234.50')
    >>> parse_amount("1,234").readings
    (Decimal('1234'), Decimal('1.234'))
    >>> parse_amount("1,234", decimal=",").value
    Decimal('1.234')
    >>> parse_amount("12 .50", loose=True).value
    Decimal('12.50')

    Raises:
        ValueParseError: it is anything else, or is cut off ("12.").
    """
    match = _AMOUNT.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    if not match:
        raise ValueParseError(f"{text[:_LONGEST]!r} is not an amount")
    before, body, after = match.groups()
    around = _around(before, after)
    readings = _readings(_LOOSE.sub(r"\1", body) if loose else body, around, decimal) if around else ()
    if not around or not readings:
        raise ValueParseError(f"{text!r} is not an amount")
    if around.sign < 0:
        readings = tuple(-reading for reading in readings)
    if body[0] in ".," and before.endswith("-") and _long_dash(text):
        readings = (-readings[0], *readings)
    return Parsed(text, readings)


def _readings(body: str, around: _Around, decimal: str | None) -> tuple[Decimal, ...]:
    if around.whole:
        return whole_readings(body)
    readings = number_readings(body, decimal)
    return readings[::-1] if around.decimals == 3 else readings


def _long_dash(text: str) -> bool:
    """Whether a dash that is no minus sign leads: in Switzerland "-.50" is fifty Rappen."""
    return "\u2013" in text or "\u2014" in text


@lru_cache(maxsize=4096)
def _around(before: str, after: str) -> _Around | None:
    """None where the texts around a number make it something other than an amount."""
    cents = _DASH_CENTS.match(after)
    if cents:
        after = after[cents.end() :]
    signs = before + after
    minus, bracket = signs.count("-"), "(" in before
    if not _balanced(before, after) or minus + signs.count("+") > 1:
        return None
    words = _WORDS.findall(before) + _WORDS.findall(_SPACED_DOLLAR.sub("$", after))
    credit_words = [word for word in words if word.lower().rstrip(".") in _CREDIT]
    readings = [currency_readings(word) for word in words if word not in credit_words]
    said_twice = credit_words and len(credit_words) + bool(minus or bracket) > 1
    if not all(readings) or len(readings) > _MOST_CURRENCIES or said_twice:
        return None
    credit = bool(credit_words) and credit_words[0].lower().startswith("c")
    decimals = [minor_units(codes[0]) for codes in readings if len(codes) == 1]
    return _Around(-1 if minus or bracket or credit else 1, bool(cents), max(decimals, default=2))


def _balanced(before: str, after: str) -> bool:
    """Whether there is a pair of brackets around the number, or none."""
    opened, closed = before.count("("), after.count(")")
    return opened == closed <= 1 and ")" not in before and "(" not in after
