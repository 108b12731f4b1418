"""What a run of digits and separators can mean."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

ARABIC_POINT = "\u066b"
ARABIC_GROUP = "\u066c"
MARKS = f".,' {ARABIC_POINT}{ARABIC_GROUP}"

_POINTS = f".,{ARABIC_POINT}"
_MAX_WHOLE = 15
_MAX_FRACTION = 10
_LAST_MARK = re.compile(rf"(.*)([{MARKS}])(\d+)")
_GROUPED = re.compile(
    rf"[1-9]\d{{0,2}}([.,' {ARABIC_GROUP}])\d{{3}}(?:\1\d{{3}})*"  # 1,234,567
    rf"|[1-9]\d?(?:([,{ARABIC_GROUP}])\d\d)(?:\2\d\d)*\2\d{{3}}"  # 12,34,567 as in India
    r"|[1-9]\d{0,2}'\d{3},\d{3}"  # 1'234,567 as in Mexico
)
_NO_MARKS = str.maketrans("", "", MARKS)


@lru_cache(maxsize=8192)
def number_readings(body: str, decimal: str | None = None) -> tuple[Decimal, ...]:
    """All that an unsigned, folded run of digits and separators can mean; empty where it is no number.

    ``decimal`` settles what is ambiguous, and nothing else: what can be read in one way only is read so.

    >>> number_readings("1,234")
    (Decimal('1234'), Decimal('1.234'))
    >>> number_readings("1,234", ".")
    (Decimal('1234'),)
    >>> number_readings("1.234,50"), number_readings("12.05.2024")
    ((Decimal('1234.50'),), ())
    """
    if body.isdigit():
        return _decimals(body, "") if body == "0" or body[0] != "0" else ()
    found = _LAST_MARK.fullmatch(body)
    if not found:
        return ()
    whole, mark, fraction = found.groups()
    grouped = whole_readings(body)
    pointed = _decimals(whole.translate(_NO_MARKS), fraction) if _can_point(whole, mark) else ()
    if grouped and pointed and decimal in (".", ","):
        return pointed if mark == decimal else grouped
    return grouped + pointed


def whole_readings(body: str) -> tuple[Decimal, ...]:
    """The run as a whole number, its separators only grouping digits; empty where they cannot.

    >>> whole_readings("1.200"), whole_readings("12.50")
    ((Decimal('1200'),), ())
    """
    plain = body.isdigit() and (body == "0" or body[0] != "0")
    return _decimals(body.translate(_NO_MARKS), "") if plain or _GROUPED.fullmatch(body) else ()


def _can_point(whole: str, mark: str) -> bool:
    """Whether ``mark`` can be the decimal point after ``whole``."""
    if mark not in _POINTS or mark in whole:
        return False
    return not whole or whole.isdigit() or bool(_GROUPED.fullmatch(whole))


def _decimals(whole: str, fraction: str) -> tuple[Decimal, ...]:
    if len(whole) > _MAX_WHOLE or len(fraction) > _MAX_FRACTION:
        return ()
    return (Decimal(f"{whole or '0'}.{fraction}" if fraction else whole),)
