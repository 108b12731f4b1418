"""Times of day."""

from __future__ import annotations

import re
from datetime import time

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.folding import fold, fold_aligned, has_digits
from invoice_ocr.values.parsed import Found, Parsed

_LONGEST = 40
_TIME = re.compile(
    r"(?:(?P<noon>上午|下午|午前|午後|오전|오후)\s?)?(?<![\d.,:/])(?P<hour>\d\d?)"
    r"(?:\s?(?P<mark>[:.hH時时点시])\s?(?P<minute>[0-5]\d)(?:\s?[:.]\s?(?P<second>[0-5]\d)(?:\.\d{1,6})?)?)?"
    r"(?![.,:]?\d)(?:분|分)?(?:\s?(?P<half>[ap])\.?m\b\.?|\s?(?P<clock>Uhr|hrs?|h|น\.?)(?![^\W\d_]))?",
    re.IGNORECASE,
)
_AFTERNOON = ("下午", "午後", "오후")
_NOON = 12


def parse_time(text: str) -> Parsed[time]:
    """Read a text that is a time of day; without a.m. or p.m. it is on the clock of 24 hours.

    >>> parse_time("2:05 PM").value, parse_time("14.32 Uhr").value
    (datetime.time(14, 5), datetime.time(14, 32))

    Raises:
        ValueParseError: it is anything else, such as 14.32, which may be an amount, or 25:00.
    """
    match = _TIME.fullmatch(fold(text).strip()) if len(text) <= _LONGEST else None
    found = _time(match) if match else None
    if found is None:
        raise ValueParseError(f"{text[:_LONGEST]!r} is not a time of day")
    return Parsed(text, (found,))


def find_times(text: str) -> tuple[Found[time], ...]:
    """Every time of day in a running text, also where it is glued to a date.

    >>> [found.parsed.text for found in find_times("25/12/2018 14:32, open 9 am")]
    ['14:32', '9 am']
    """
    if not has_digits(text):
        return ()
    folded, offsets = fold_aligned(_unglued(text))
    spans = ((offsets[match.start()], offsets[match.end()], _time(match)) for match in _TIME.finditer(folded))
    return tuple(
        Found(start, end, Parsed(text[start:end], (found,))) for start, end, found in spans if found is not None
    )


def _unglued(text: str) -> str:
    """The text with the year before a glued time blanked out, its length kept: 25/12/201819:30."""
    return re.sub(r"(?<=[/.-])(\d{4})(?=\d\d?:\d\d)", "    ", text)


def _time(match: re.Match[str]) -> time | None:
    """None for other numbers: a point or no minutes make a time only where words say so."""
    hour, minute, half = int(match["hour"]), match["minute"], _half(match)
    worded = half or (match["clock"] and match["clock"].lower() == "uhr")
    if not worded and (match["mark"] in (None, ".") and not (minute and match["clock"])):
        return None
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, int(minute or 0), int(match["second"] or 0)) if hour < 2 * _NOON else None


def _half(match: re.Match[str]) -> str:
    """The half of the day, "a" or "p"; empty where it is not said."""
    if match["noon"]:
        return "p" if match["noon"] in _AFTERNOON else "a"
    return (match["half"] or "").lower()
