"""Amounts in running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.amount_parser import parse_amount
from invoice_ocr.values.card import find_cards
from invoice_ocr.values.contact import find_phones
from invoice_ocr.values.currency import currency_readings
from invoice_ocr.values.date import find_dates
from invoice_ocr.values.folding import fold_aligned, has_digits
from invoice_ocr.values.iban import find_ibans
from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.tax_id import find_tax_ids

_SIGNS = frozenset("+-(")
_MARK = r"[.,'\u066b\u066c]"
_BODY = re.compile(rf"\d(?:(?<=[1-9])\d{{0,2}}(?: \d{{3}}(?!\d))+(?:[.,\u066b]\d+)?(?!{_MARK}?\d)|\d*(?:{_MARK}\d+)*)")
_CURRENCY = r"[^\W\d_]{1,4}[.$/]{0,2}|[A-Za-z]{0,3}[^\w\s()+.,:;*/%#=|~@<>{}\[\]\"'-]"
# Scripts that put no space between words.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_EDGE = rf"(?:^|(?<=[\s(\[|=:;*~\u00d7@\"<>{{}}„“”•x{_UNSPACED}]))(?<!\d:)"
_SIGN_BEFORE = re.compile(rf"{_EDGE}(\()?([+-]\s?)?$")
_MONEY_BEFORE = re.compile(rf"{_EDGE}(\()?([+-]\s?)?({_CURRENCY})(\s?)([+-]\s?)?$")
_AFTER = re.compile(
    r"(?P<tail>(?:\s?(?:[.,]\s?--?|:-|/[-=])(?![\w-]))?(?:-(?!\w)|(?<=[.,]\d\d)-(?=[A-Z](?![\w-])))?)(?P<close>\))?"
    r"(?P<credit>\s?(?:CR|DR|Cr|Dr|cr|dr)\b)?(?!\s?%)"
    r"(?:$|(?=[\s;!?)\]|*#\"<>}x\u00d7@=])|(?=[.,:'](?!\d))|(?=/\D)|(?P<counter>[" + _UNSPACED + r"])"
    r"|(?P<unit>[^\W\d_]{1,5}|[^\w\s.,:'/-])(?![\w-]))"
)
_CLOCK_AND_CALENDAR = frozenset("年月日時时分秒号號番年년월일시분")
_LONGEST_ID = 10
_TAX_CLASS = re.compile(r"[A-Z*#]")
_NEAR = 10
# What a number may be a part of: a sign that it could be, and who knows.
_OTHERS: tuple[tuple[re.Pattern[str], Callable[[str], Sequence[Found[Any]]]], ...] = (
    (re.compile(r"\d\D{1,30}\d"), find_dates),
    (re.compile(r"[+TtFfPpMmHh電电](?:(?<=\+)[\s(]?\d|(?i:el|ax|hone|ob|p\b)|[話话])"), find_phones),
    (re.compile(r"[A-Z]{2}\s?\d\d\s?[A-Z\d]{4}"), find_ibans),
    (re.compile(r"[*•Xx#]{2}\s?-?\d"), find_cards),
    (re.compile(r"[A-Z]{2,3}[ -]?\d{2,3}[ .]\d{3}"), find_tax_ids),
)


def find_amounts(text: str, *, decimal: str | None = None) -> tuple[Found[Decimal], ...]:
    """Every number in a running text that can be an amount, whole numbers included, with its sign.

    Dates, times, percentages, phone numbers and the parts of longer numbers are none. A dash that stands apart
    ("Total - 5.00") may be a minus or not: both readings are given.

    >>> [found.parsed.text for found in find_amounts("12.05.2024 Total (19 %): 1.234,50 EUR, -5.00 14:32")]
    ['1.234,50', '-5.00']
    """
    if not has_digits(text):
        return ()
    folded, offsets = fold_aligned(text)
    taken = _taken(folded)
    return tuple(
        Found(offsets[start], offsets[end], Parsed(text[offsets[start] : offsets[end]], readings))
        for match in _BODY.finditer(folded)
        if not (taken and _overlaps(match.start(), match.end(), taken))
        for start, end, readings in _amounts(folded, match, decimal)
    )


def _taken(text: str) -> list[tuple[int, int]]:
    """Where something else stands of which a part could be taken for an amount; from left to right."""
    found = [each for sign, finder in _OTHERS if sign.search(text) for each in finder(text)]
    return sorted((each.start, each.end) for each in found)


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether the last span that begins before ``end`` reaches past ``start``."""
    at = bisect_left(taken, (end, 0))
    return at > 0 and taken[at - 1][1] > start


def _amounts(text: str, match: re.Match[str], decimal: str | None) -> Iterator[tuple[int, int, tuple[Decimal, ...]]]:
    """The amount whose digits are found, or nothing."""
    if len(match[0]) > _LONGEST_ID and len(digits := match[0].replace(" ", "")) > _LONGEST_ID and digits.isdigit():
        return
    before = _start(text, match.start())
    end = _end(text, match, opened=text[before[0]] == "(") if before else None
    if before is None or end is None:
        return
    start, apart = before
    with suppress(ValueParseError):
        readings = parse_amount(text[start:end], decimal=decimal).readings
        if not apart and text[end - 1] == "-" and text[end : end + 1].isalpha():
            apart, readings = True, tuple(-each for each in readings)  # a minus, or a dash before a tax letter
        yield start, end, (*(-each for each in readings), *readings) if apart else readings


def _start(text: str, start: int) -> tuple[int, bool] | None:
    """Where the amount starts, its sign included, and whether that sign stands apart.

    None where the number is part of more.
    """
    near = text[max(0, start - _NEAR) : start]
    if near and near[-1] in ".," and not (near[-2:-1].isalnum() or near[-2:-1] in tuple(".,/")):
        start, near = start - 1, near[:-1]
    spaced = not near or near[-1].isspace()
    if spaced and _SIGNS.isdisjoint(near):
        return start, False
    money = _MONEY_BEFORE.search(text, max(0, start - _NEAR), start)
    if money and currency_readings(money[3]):
        return _signed(money, start, apart=False)
    sign = _SIGN_BEFORE.search(text, max(0, start - _NEAR), start)
    if not sign:
        return (start, False) if spaced else None
    return _signed(sign, start, apart=spaced and bool(sign[2]) and sign.start() > 0)


def _signed(before: re.Match[str], start: int, *, apart: bool) -> tuple[int, bool]:
    """The bracket, the sign and a glued currency belong to the amount; a currency that stands apart does not."""
    if before[1] or before[2] or before.re is _SIGN_BEFORE:
        return before.start(), apart
    if before[5]:
        return before.start(5), apart
    return (start if before[4] else before.start()), apart


def _end(text: str, match: re.Match[str], *, opened: bool) -> int | None:
    """Where the amount ends with its sign; None where the number is part of more."""
    after = _AFTER.match(text, match.end())
    if after is None or after["counter"] in _CLOCK_AND_CALENDAR:
        return None
    unit = after["unit"]
    if unit and not currency_readings(unit) and not (_TAX_CLASS.fullmatch(unit) and match[0][-3:-2] in (".", ",")):
        return None
    if after["credit"]:
        return after.end("credit")
    return after.end("close") if opened and after["close"] else after.end("tail")
