"""Dates whose month is a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from invoice_ocr.values.calendar_names import is_filler, months_named
from invoice_ocr.values.date_numeric import GLUED_YEAR, DateOrder, Hit
from invoice_ocr.values.year import buddhist_day_in, day_in

_END = rf"({GLUED_YEAR}|(?:(?:19|20|2[456])\d\d|\d{{1,2}})(?!\d)(?![.,:]\d|%))"
# A number, what is between, and the next number, which the next match may begin with.
_PAIR = re.compile(rf"(\d(?<!\d\d)(?<!\d[.,/:]\d)\d{{0,3}})(?!\d)(?=([^\d\n]{{1,30}}){_END})")
_LAST_WORD = re.compile(r"(?:^|(?<=[\s\d,;:|]))([^\s\d,;:|]{3,})[\s,.-]{0,2}$")
_LETTER = re.compile(r"[^\W\d_]")
_NEXT_WORD = re.compile(r"[\s.]{0,2}([^\s\d,;:|]+)")
_VIETNAMESE = re.compile(rf"(\d(?<!\d\d)\d?)\s(?:th[aá]ng|thg)\s(\d\d?)(?:,|\snăm)?\s{_END}", re.IGNORECASE)
_THAI = re.compile("[\u0e00-\u0e7f]")
_YEAR, _SHORT_YEAR = 4, 2


def named_dates(text: str, _order: DateOrder | None, today: date) -> Iterator[Hit]:
    """4 March 2024, March 4, 2024, 2024. március 4., in any language of the tables."""
    for match in _PAIR.finditer(text):
        hit = _between(text, match, today) if _LETTER.search(match[2]) else _after_month(text, match, today)
        if hit:
            yield hit
    for match in _VIETNAMESE.finditer(text):
        found = day_in(match[3], int(match[2]), int(match[1]), today)
        if found:
            yield match.start(), match.end(), (found,)


def _between(text: str, match: re.Match[str], today: date) -> Hit | None:
    """The month stands between day and year; or a word of no meaning does (March 5th, 2024; 2024. gada 5. marts)."""
    first, gap, last = match.groups()
    months = months_named(gap)
    if not months:
        around = _before_month if len(first) == _YEAR else _after_month
        return around(text, match, today) if is_filler(gap) else None
    year, day = (first, last) if len(first) == _YEAR else (last, first)
    readings = _days(year, months, day, today, thai=bool(_THAI.search(gap)))
    return (match.start(), match.end(3), readings) if readings and not _in_word(text, match) else None


def _before_month(text: str, match: re.Match[str], today: date) -> Hit | None:
    """The month stands at the end."""
    word = _NEXT_WORD.match(text, match.end(3), match.end(3) + 30)
    readings = _days(match[1], months_named(word[1]), match[3], today) if word else ()
    return (match.start(), word.end(), readings) if word and readings else None


def _after_month(text: str, match: re.Match[str], today: date) -> Hit | None:
    """The month stands before the day: March 4, 2024."""
    first, gap, last = match.groups()
    if len(first) == _YEAR or not (len(last) == _YEAR or "," in gap or "'" in gap):
        return _before_month(text, match, today) if len(first) == _YEAR else None
    word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
    readings = _days(last, months_named(word[1]), first, today) if word else ()
    return (word.start(), match.end(3), readings) if word and readings else None


def _in_word(text: str, match: re.Match[str]) -> bool:
    """Whether a digit belongs to a word, as in "A4 mar 10"."""
    return match.start() > 0 and text[match.start() - 1].isalpha() and len(match[3]) < _YEAR


@lru_cache(maxsize=4096)
def _days(year: str, months: tuple[int, ...], day: str, today: date, *, thai: bool = False) -> tuple[date, ...]:
    if not months or len(day) > 2 or len(year) not in (_SHORT_YEAR, _YEAR):
        return ()
    found = [day_in(year, month, int(day), today) for month in months]
    if thai and len(year) == _SHORT_YEAR:
        buddhist = [buddhist_day_in(year, month, int(day), today) for month in months]
        found = buddhist + [each for each in found if each and each.year >= 2000]
    return tuple(dict.fromkeys(each for each in found if each))
