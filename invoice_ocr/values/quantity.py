"""Quantities with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.currency import is_currency_sign
from invoice_ocr.values.folding import fold
from invoice_ocr.values.number import number_readings
from invoice_ocr.values.parsed import Parsed

_LONGEST = 60
_TIMES = r"x\u00d7X*"
_QUANTITY = re.compile(
    rf"(?:[{_TIMES}]\s?)?([+-]?)\s?([.,]?\d(?:[\d.,' \u066b\u066c]*\d)?)(-?)"
    rf"(?:\s?[{_TIMES}@](?!\w)|\s?([^\s\d\W].{{0,24}}))?"
)
_CODE = re.compile(r"\d.*\d|[%€$£¥]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` of ``unit``, the unit as printed; None where none is."""

    value: Decimal
    unit: str | None = None


def parse_quantity(text: str, *, decimal: str | None = None) -> Parsed[Quantity]:
    """Read a number with or without a unit; "2x" and "2 x" have none.

    Of "1.000", one with three decimals is the likelier reading: scales and price lists print them.

    >>> parse_quantity("12,5 kg").value
    Quantity(value=Decimal('12.5'), unit='kg')
    >>> [str(quantity.value) for quantity in parse_quantity("1.000 Std.").readings]
    ['1.000', '1000']

    Raises:
        ValueParseError: it is anything else, an amount of money included.
    """
    match = _QUANTITY.fullmatch(fold(text).strip()) if len(text) <= _LONGEST else None
    if not match or (match[1] and match[3]) or _CODE.search(match[4] or "") or is_currency_sign(match[4] or ""):
        raise ValueParseError(f"{text[:_LONGEST]!r} is not a quantity")
    body = match[2].lstrip("0") if match[2].isdigit() else match[2]
    sign = -1 if "-" in (match[1], match[3]) else 1
    values = number_readings(body or "0", decimal)[::-1]
    if not values:
        raise ValueParseError(f"{text!r} is not a quantity")
    return Parsed(text, tuple(Quantity(sign * value if value else value, match[4]) for value in values))
