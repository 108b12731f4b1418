"""Dates whose month is a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from invoice_ocr.values.calendar_names import months_named, name_key
from invoice_ocr.values.date_numeric import GLUED_YEAR, DateOrder, Hit
from invoice_ocr.values.year import buddhist_day_in, day_in

_END = rf"({GLUED_YEAR}|\d{{1,4}}(?!\d)(?![.,:]\d|%))"
# A number, what is between, and the next number, which the next match may begin with.
_PAIR = re.compile(rf"(?<!\d)(?<!\d[.,/:])(\d{{1,4}})(?!\d)(?=([^\d\n]{{1,30}}){_END})")
_LAST_WORDS = re.compile(r"([^\s\d,;:|]+)[\s,.-]{0,2}$")
_NEXT_WORD = re.compile(r"[\s.]{0,2}([^\s\d,;:|]+)")
_VIETNAMESE = re.compile(rf"(?<!\d)(\d\d?)\s(?:th[aá]ng|thg)\s(\d\d?)(?:,|\snăm)?\s{_END}", re.IGNORECASE)
_THAI = re.compile("[\u0e00-\u0e7f]")
_YEAR, _SHORT_YEAR = 4, 2


def named_dates(text: str, _order: DateOrder | None, today: date) -> Iterator[Hit]:
    """4 March 2024, March 4, 2024, 2024. március 4., in any language of the tables."""
    for match in _PAIR.finditer(text):
        hit = _between(text, match, today) or _around(text, match, today)
        if hit:
            yield hit
    for match in _VIETNAMESE.finditer(text):
        found = day_in(match[3], int(match[2]), int(match[1]), today)
        if found:
            yield match.start(), match.end(), (found,)


def _between(text: str, match: re.Match[str], today: date) -> Hit | None:
    """The month stands between day and year."""
    first, gap, last = match.groups()
    months = months_named(gap)
    if not months:
        return None
    thai = bool(_THAI.search(gap))
    if len(first) == _YEAR:
        readings = _days(first, months, last, thai, today)
    else:
        readings = _days(last, months, first, thai, today)
    return _hit(match.start(), match.end(3), readings) if not _in_word(text, match) else None


def _around(text: str, match: re.Match[str], today: date) -> Hit | None:
    """The month stands before the day (March 4, 2024) or at the end (2024. gada 5. marts)."""
    first, gap, last = match.groups()
    if name_key(gap):
        return None
    if len(first) == _YEAR:
        word = _NEXT_WORD.match(text, match.end(3), match.end(3) + 30)
        months = months_named(word[1]) if word else ()
        return _hit(match.start(), word.end(), _days(first, months, last, False, today)) if word and months else None
    word = _LAST_WORDS.search(text, max(0, match.start() - 20), match.start())
    sure = len(last) == _YEAR or "," in gap or "'" in gap
    months = months_named(word[1]) if word and sure else ()
    return _hit(word.start(), match.end(3), _days(last, months, first, False, today)) if word and months else None


def _in_word(text: str, match: re.Match[str]) -> bool:
    """Whether a digit belongs to a word, as in "A4 mar 10"."""
    return match.start() > 0 and text[match.start() - 1].isalpha() and len(match[3]) < _YEAR


def _hit(start: int, end: int, readings: tuple[date, ...]) -> Hit | None:
    return (start, end, readings) if readings else None


@lru_cache(maxsize=4096)
def _days(year: str, months: tuple[int, ...], day: str, thai: bool, today: date) -> tuple[date, ...]:
    if len(day) > 2 or len(year) not in (_SHORT_YEAR, _YEAR):  # noqa: PLR2004 - days have two digits at most
        return ()
    found = [day_in(year, month, int(day), today) for month in months]
    if thai and len(year) == _SHORT_YEAR:
        buddhist = [buddhist_day_in(year, month, int(day), today) for month in months]
        found = buddhist + [each for each in found if each and each.year >= 2000]  # noqa: PLR2004 - not a lifetime ago
    return tuple(dict.fromkeys(each for each in found if each))
