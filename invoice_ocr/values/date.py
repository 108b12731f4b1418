"""Dates as people print them, with every day that a text can mean."""

from __future__ import annotations

import re
from datetime import date

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.calendar_names import is_filler, is_weekday
from invoice_ocr.values.date_named import named_dates
from invoice_ocr.values.date_numeric import DateOrder, Hit, compact_dates, era_dates, ideograph_dates, numeric_dates
from invoice_ocr.values.folding import fold, fold_aligned
from invoice_ocr.values.parsed import Found, Parsed

__all__ = ["DateOrder", "find_dates", "parse_date"]

_LONGEST = 100
# Who finds dates, and what a text must have for the search to be worth its while.
_SOURCES = (
    (re.compile(r"\d\s?[./-]\s?\d\d?\s?[./ -]\s?'?\d"), numeric_dates),
    (re.compile(r"\d{8}"), compact_dates),
    (re.compile("[年년]"), ideograph_dates),
    (re.compile(r"[MTSHR]\s?\d\d?\s?[./-]"), era_dates),
    (re.compile(r"\d(?:[^\d\n.,]|[.,][^\d\n])[^\d\n]{0,29}\d"), named_dates),
)
_TWO_NUMBERS = re.compile(r"\d\D{1,30}\d|\d{8}|元年")
_TIME = re.compile(
    r"[T@]?\s*\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s?(?:[ap]\.?m\.?|Uhr|Z|hrs|h)?(?:[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(\d\d?) (\d\d?) (\d{4})")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_][^\s\d,;:()]*")
_IGNORED = frozenset(["at", "um", "à", "on", "am", "the", "kl", "kell", "dated", "date", "d", "日", "ngày"])


def parse_date(text: str, *, order: DateOrder | None = None, today: date | None = None) -> Parsed[date]:
    """Read a text that is one date; a weekday and a time of day may stand with it.

    ``order`` settles what is ambiguous, and nothing else. A year of two digits is at most about one
    year after ``today``.

    >>> parse_date("25/12/2018 8:13:39 PM").value
    datetime.date(2018, 12, 25)
    >>> parse_date("03/04/2024").readings
    (datetime.date(2024, 4, 3), datetime.date(2024, 3, 4))
    >>> parse_date("03/04/2024", order="mdy").value
    datetime.date(2024, 3, 4)

    Raises:
        ValueParseError: it is anything else, is no day of the calendar, or lacks its year.
    """
    folded = fold(text).strip() if len(text) <= _LONGEST else ""
    spaced = _SPACED.fullmatch(folded)
    hits = _hits("/".join(spaced.groups()) if spaced else folded, order, today or date.today())  # noqa: DTZ011
    if len(hits) != 1 or not _nothing_else(folded[: hits[0][0]], folded[hits[0][1] :]):
        raise ValueParseError(f"{text[:_LONGEST]!r} is not a date")
    return Parsed(text, hits[0][2])


def find_dates(text: str, *, order: DateOrder | None = None, today: date | None = None) -> tuple[Found[date], ...]:
    """Every date in a running text, with each day it can mean; times and weekdays beside it are left out.

    >>> [found.parsed.text for found in find_dates("from 1 March 2024 to 31.03.2024, 12.50 EUR")]
    ['1 March 2024', '31.03.2024']
    """
    if not _TWO_NUMBERS.search(text):
        return ()
    folded, offsets = fold_aligned(text)
    hits = _hits(folded, order, today or date.today())  # noqa: DTZ011 - the day where the document is read
    spans = ((offsets[start], offsets[end], readings) for start, end, readings in hits)
    return tuple(Found(start, end, Parsed(text[start:end], readings)) for start, end, readings in spans)


def _hits(text: str, order: DateOrder | None, today: date) -> list[Hit]:
    """All dates from left to right; of two that overlap, the longer."""
    found = [hit for sign, source in _SOURCES if sign.search(text) for hit in source(text, order, today)]
    if len(found) <= 1:
        return found
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def _nothing_else(before: str, after: str) -> bool:
    """Whether only a time, weekdays and such words stand around a date."""
    after = _TIME.sub(" ", after, count=1)
    return not _DIGIT.search(before + after) and all(map(_says_nothing, (before, after)))


def _says_nothing(text: str) -> bool:
    """Whether a text is a weekday, which may have two words, or all its words are weekdays and the like."""
    words = (word.rstrip(".") for word in _WORD.findall(text))
    return is_weekday(text) or all(is_filler(word) or word.casefold() in _IGNORED or is_weekday(word) for word in words)
