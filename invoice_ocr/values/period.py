"""Periods: two dates, or a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.calendar_names import months_named
from invoice_ocr.values.date import DateOrder, find_dates
from invoice_ocr.values.folding import fold, fold_aligned
from invoice_ocr.values.parsed import Found, Parsed

Span = tuple[date, date]

_LONGEST = 120
_BETWEEN = re.compile(
    r"[\s.]*(?:-|~|to|until|till|through|bis|au|al|à|a|tot|t/m|til|till|do|až|至|から|-)?[\s.]*", re.IGNORECASE
)
_PART = re.compile(r"(?<![\d./])(\d\d?)\.(?:\s?(\d\d?)\.?)?\s?(?:-|bis)\s?(?=\d)")
_MONTH = re.compile(r"(?<![\w])([^\W\d_]{3,14})[.,]?\s?(\d{4})(?![\w.,/-]*\d)")
_MONTH_DIGITS = re.compile(r"(?<![\w./-])(0?[1-9]|1[0-2])[/.](20\d\d)(?![\w./-]*\d)")


def parse_period(text: str, *, order: DateOrder | None = None, today: date | None = None) -> Parsed[Span]:
    """Read a text that is a period, both its days included.

    >>> parse_period("01.02.2024 - 29.02.2024").value
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> parse_period("März 2024").value
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 31))

    Raises:
        ValueParseError: it is anything else, or ends before it starts.
    """
    stripped = fold(text).strip() if len(text) <= _LONGEST else ""
    found = find_periods(stripped, order=order, today=today) or _digits(stripped)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(stripped)):
        raise ValueParseError(f"{text[:_LONGEST]!r} is not a period")
    return Parsed(text, found[0].parsed.readings)


def find_periods(text: str, *, order: DateOrder | None = None, today: date | None = None) -> tuple[Found[Span], ...]:
    """Every pair of dates that a dash or a word joins, and every month with its year.

    >>> [found.parsed.text for found in find_periods("Service 01.02. - 29.02.2024, March 2024")]
    ['01.02. - 29.02.2024', 'March 2024']
    """
    folded, offsets = fold_aligned(text)
    dates = find_dates(folded, order=order, today=today)
    found = [*_pairs(folded, dates), *_partial(folded, dates), *_months(folded, dates)]
    found.sort(key=lambda each: each.start)
    spans = ((offsets[each.start], offsets[each.end], each.parsed.readings) for each in found)
    return tuple(Found(start, end, Parsed(text[start:end], readings)) for start, end, readings in spans)


def _pairs(text: str, dates: tuple[Found[date], ...]) -> list[Found[Span]]:
    found = []
    for first, last in pairwise(dates):
        between = text[first.end : last.start]
        spans = [(a, b) for a in first.parsed.readings for b in last.parsed.readings if a <= b]
        if spans and len(between) < 20 and between.strip(" .") and _BETWEEN.fullmatch(between):
            found.append(_found(text, first.start, last.end, _alike(first, last, spans)))
    return found


def _alike(first: Found[date], last: Found[date], spans: list[Span]) -> list[Span]:
    """The spans whose two dates are read in the same order, where both have as many readings."""
    a, b = first.parsed.readings, last.parsed.readings
    same = [span for span in zip(a, b, strict=False) if span in spans]
    return same if len(a) == len(b) and same else spans


def _partial(text: str, dates: tuple[Found[date], ...]) -> list[Found[Span]]:
    """01.-31.03.2024 and 01.02. - 29.02.2024: the first day lacks its year."""
    ends = {found.start: found for found in dates}
    found = []
    for match in _PART.finditer(text):
        last = ends.get(match.end())
        days = last.parsed.readings if last else ()
        spans = [(start, day) for day in days if (start := _earlier(day, match)) is not None]
        if last and spans:
            found.append(_found(text, match.start(), last.end, spans))
    return found


def _earlier(day: date, match: re.Match[str]) -> date | None:
    try:
        start = day.replace(day=int(match[1]), month=int(match[2] or day.month))
        return start if start <= day else start.replace(year=day.year - 1)
    except ValueError:
        return None


def _months(text: str, dates: tuple[Found[date], ...]) -> list[Found[Span]]:
    found = []
    for match in _MONTH.finditer(text):
        months = months_named(match[1])
        inside = any(each.start < match.end() and match.start() < each.end for each in dates)
        if months and not inside and 1900 <= int(match[2]) < 2100:
            found.append(_found(text, match.start(), match.end(), [_month(int(match[2]), month) for month in months]))
    return found


def _digits(text: str) -> tuple[Found[Span], ...]:
    match = _MONTH_DIGITS.fullmatch(text)
    return (_found(text, 0, len(text), [_month(int(match[2]), int(match[1]))]),) if match else ()


def _month(year: int, month: int) -> Span:
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _found(text: str, start: int, end: int, spans: list[Span]) -> Found[Span]:
    return Found(start, end, Parsed(text[start:end], tuple(dict.fromkeys(spans))))
