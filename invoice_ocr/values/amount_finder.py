"""Amounts in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.amount_parser import parse_amount
from invoice_ocr.values.currency import currency_readings
from invoice_ocr.values.date import find_dates
from invoice_ocr.values.folding import fold_aligned
from invoice_ocr.values.parsed import Found, Parsed

_MARK = r"[.,'\u066b\u066c]"
_BODY = re.compile(
    rf"(?:(?<![\w/.,])[.,])?(?:[1-9]\d{{0,2}}(?: \d{{3}}(?!\d))+(?:[.,\u066b]\d+)?(?!{_MARK}?\d)|\d+(?:{_MARK}\d+)*)"
)
_CURRENCY = r"[^\W\d_]{1,4}[.$/]{0,2}|[^\W\d_]{0,3}[^\w\s()+.,:;*/%#=|~@<>{}\[\]\"'-]"
_EDGES = r"\s(\[|=:;*~×@\"<>{}„“”•x"
_BEFORE = re.compile(rf"(?:^|(?<=[{_EDGES}]))(\()?([+-]\s?)?(?:({_CURRENCY})(\s?))?([+-]\s?)?$")
_AFTER = re.compile(
    r"(?P<tail>(?:\s?(?:[.,]\s?--?|:-|/[-=])(?![\w-]))?(?:-(?!\w))?)(?P<close>\))?(?P<credit>\s?(?:CR|DR|Cr|Dr|cr|dr)\b)?"
    r"(?!\s?%)(?:$|(?=[\s;!?)\]|*#\"<>}x×@=])|(?=[.,:'](?!\d))|(?P<unit>[^\W\d_]{1,5}|[^\w\s.,:'/-])(?![\w-])|(?=/\D))"
)
_LOOSE = re.compile(r"(?<=\d)(?: ?([.,]) | ([.,]) ?)(?=\d\d(?!\d))")
_SPELLED_DATE = re.compile(r"\d\D{0,3}[^\W\d_]+\D{0,4}\d|\d\s?[./-]\s|[年년]")
_MASK = re.compile(r"[*•Xx#]{2}\s?$|\+\d[\d ()-]*$")
_LONGEST_ID = 10
_GLUED_CODE = re.compile(r"[A-Z*#]")


def find_amounts(text: str, *, decimal: str | None = None) -> tuple[Found[Decimal], ...]:
    """Every number in a running text that can be an amount, whole numbers included, with its sign.

    Dates, times, percentages, phone numbers and the parts of longer numbers are none. A dash that stands apart ("Total - 5.00")
    may be a minus or not: both readings are given.

    >>> [found.parsed.text for found in find_amounts("12.05.2024 Total (19 %): 1.234,50 EUR, -5.00 14:32")]
    ['1.234,50', '-5.00']
    """
    folded, offsets = fold_aligned(text)
    taken = _dates(folded)
    found = (_amount(folded, match, decimal) for match in _BODY.finditer(folded))
    return tuple(
        Found(offsets[start], offsets[end], Parsed(text[offsets[start] : offsets[end]], readings))
        for start, end, readings in filter(None, found)
        if not any(start < last and first < end for first, last in taken)
    )


def _dates(text: str) -> list[tuple[int, int]]:
    """Where dates stand of which a part could be taken for an amount."""
    if not _SPELLED_DATE.search(text):
        return []
    return [(found.start, found.end) for found in find_dates(text)]


def _amount(text: str, match: re.Match[str], decimal: str | None) -> tuple[int, int, tuple[Decimal, ...]] | None:
    before = _start(text, match)
    end = _end(text, match, opened=before is not None and text[before[0]] == "(")
    if before is None or end is None or _is_identifier(text, match):
        return None
    start, apart = before
    try:
        readings = parse_amount(text[start:end], decimal=decimal).readings
    except ValueParseError:
        return None
    return start, end, tuple(sign * each for sign in (-1, 1) for each in readings) if apart else readings


def _start(text: str, match: re.Match[str]) -> tuple[int, bool] | None:
    """Where the amount starts with its sign, and whether that sign stands apart; None where the number is part of more."""
    start = match.start()
    near = text[max(0, start - 10) : start]
    if not near or (near[-1].isspace() and not ("-" in near or "+" in near or "(" in near)):
        return start, False
    before = _BEFORE.search(text, max(0, start - 10), start)
    if before is None:
        return (start, False) if near[-1].isspace() else None
    opened, sign, currency, space, second = before.groups()
    if currency and not currency_readings(currency):
        return (start, False) if near[-1].isspace() else None
    if near[-1] == ":" and near[-2:-1].isdigit():
        return None
    apart = bool(sign or second) and near[-1].isspace() and near[-2:-1] == "-" and not currency and before.start() > 0
    if not (opened or sign):
        return (before.start(5) if second else start if space or not currency else before.start()), apart
    return before.start(), apart


def _end(text: str, match: re.Match[str], *, opened: bool) -> int | None:
    """Where the amount ends with its sign; None where the number is part of more."""
    after = _AFTER.match(text, match.end())
    if after is None:
        return None
    unit = after["unit"]
    if unit and not currency_readings(unit) and not (_GLUED_CODE.fullmatch(unit) and match[0][-3:-2] in (".", ",")):
        return None
    if after["credit"]:
        return after.end("credit")
    return after.end("close") if opened and after["close"] else after.end("tail")


def _is_identifier(text: str, match: re.Match[str]) -> bool:
    """Whether the number is too long for an amount, or the end of a masked card or of a phone number."""
    digits = match[0].replace(" ", "")
    long = digits.isdigit() and len(digits) > _LONGEST_ID
    return long or bool(_MASK.search(text, max(0, match.start() - 20), match.start()))
