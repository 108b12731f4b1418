"""Values as texts that have one reading."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

_LIKE_THOUSANDS = 3


def unmistakable(value: object) -> str:
    """A value as a text that has one reading: 1.234 is written 1.2340, since a thousand has no four decimals.

    Zeros after the second decimal are left out.

    >>> unmistakable(Decimal("1.234")), unmistakable(Decimal("45.0000")), unmistakable(date(2026, 3, 4))
    ('1.2340', '45.00', '2026-03-04')
    """
    if isinstance(value, Decimal):
        return _digits(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _digits(value: Decimal) -> str:
    whole, point, decimals = format(value, "f").partition(".")
    decimals = decimals[:2] + decimals[2:].rstrip("0")
    return f"{whole}{point}{decimals}{'0' if len(decimals) == _LIKE_THOUSANDS else ''}"
