"""Dates written in digits alone, or with the 年月日 of East Asia."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from invoice_ocr.values.year import day_in, era_days

DateOrder = Literal["dmy", "mdy", "ymd"]
Hit = tuple[int, int, tuple[date, ...]]

_TIME_GLUED = r"(?=\d\d?:\d\d)"
GLUED_YEAR = rf"(?:19|20|2[456])\d\d{_TIME_GLUED}"
_NUMERIC = re.compile(
    r"(\d(?<!\d\d)(?<!\d[.,:/]\d)\d{0,3})\s?([./-])\s?(\d{1,2})(?:\s?\2\s?'?|(?<=/\d)[- ]|(?<=/\d\d)[- ])"
    rf"({GLUED_YEAR}|\d\d{_TIME_GLUED}|\d{{4}}(?!\d)|\d{{1,2}}(?!\d))(?![/.]\d)(\.)?"
)
_COMPACT = re.compile(r"(2(?<![\w.,/-].)0\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?![\d.,%/-])(?!\s?[^\W\d_])")
_IDEOGRAPHS = re.compile(
    r"(中華民國|中华民国|民國|民国|令和|平成|昭和|大正|明治)?\s?(?<!\d)(\d{2,4}|\d|元)\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일號号]?(?!\d)"
)
_ERA_LETTER = re.compile(r"([MTSHR](?<![^\W_].))\s?(\d\d?)\s?([./-])\s?(\d\d?)\s?\3\s?(\d\d?)(?![\w.,/-]*\d)")
_MORE = re.compile(r"-\d+(?![\d:])")
_YEAR = 4
_CENTURY = 2000
_ORDERS: dict[DateOrder, tuple[int, int, int]] = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


def numeric_dates(text: str, order: DateOrder | None, today: date) -> Iterator[Hit]:
    """Days, months and years with one of ``. / -`` between them, and years first without (20180203)."""
    for match in _NUMERIC.finditer(text):
        first, mark, second, third, stop = match.groups()
        if _part_of_more(text, match):
            continue
        spaced = bool(stop) and " " in match[0]
        readings = _readings((first, second, third), mark, order, today, spaced=spaced)
        if readings:
            yield match.start(), match.end(4), readings


def compact_dates(text: str, _order: DateOrder | None, today: date) -> Iterator[Hit]:
    """20180203, unless it is later than next year."""
    for match in _COMPACT.finditer(text):
        found = day_in(match[1], int(match[2]), int(match[3]), today)
        if found and found.year <= today.year + 1:
            yield match.start(), match.end(), (found,)


def ideograph_dates(text: str, _order: DateOrder | None, today: date) -> Iterator[Hit]:
    """2018年2月3日, with or without an era."""
    return _eras(_IDEOGRAPHS, (1, 2, 3, 4), text, today)


def era_dates(text: str, _order: DateOrder | None, today: date) -> Iterator[Hit]:
    """R6.2.3 for the sixth year of Reiwa."""
    return _eras(_ERA_LETTER, (1, 2, 4, 5), text, today)


def _eras(pattern: re.Pattern[str], groups: tuple[int, int, int, int], text: str, today: date) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        era, year, month, day = match.group(*groups)
        readings = era_days(era, year, int(month), int(day), today)
        if readings:
            yield match.start(), match.end(), readings


def _part_of_more(text: str, match: re.Match[str]) -> bool:
    """Whether the digits belong to a longer number, such as an invoice number with hyphens."""
    start, end = match.start(), match.end(4)
    before = text[start - 1] if start else " "
    if match[2] == "-" and (before == "-" or _MORE.match(text, end)):
        return True
    return before == "_" or (before.isalpha() and max(len(match[1]), len(match[4])) < _YEAR)


@lru_cache(maxsize=4096)
def _readings(
    parts: tuple[str, str, str], mark: str, order: DateOrder | None, today: date, *, spaced: bool
) -> tuple[date, ...]:
    found = {each: day for each in _orders(parts, mark, spaced=spaced) if (day := _in_order(parts, each, today))}
    if order in found:
        return (found[order],)
    days = tuple(dict.fromkeys(found.values()))
    recent = tuple(day for day in days if day.year >= _CENTURY)
    return days if len(parts[2]) == _YEAR else recent or days


def _orders(parts: tuple[str, str, str], mark: str, *, spaced: bool) -> tuple[DateOrder, ...]:
    """The orders in which such parts are written, the likelier first."""
    first, _, third = parts
    if len(first) > 2:
        return ("ymd",)
    last: tuple[DateOrder, ...] = () if len(third) == 1 else ("dmy",) if mark == "." else ("dmy", "mdy")
    # 24/2/5 everywhere; with dots only as in Korea and Hungary: "24. 2. 5."
    leads = len(first) == 2 and len(third) < 4 and (mark != "." or spaced)
    return (*last, "ymd") if leads else last


def _in_order(parts: tuple[str, str, str], order: DateOrder, today: date) -> date | None:
    year, month, day = (parts[place] for place in _ORDERS[order])
    return day_in(year, int(month), int(day), today) if len(day) < 3 and len(month) < 3 else None
