"""Percentages."""

from __future__ import annotations

import re
from decimal import Decimal

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.folding import fold, fold_aligned, has_digits
from invoice_ocr.values.number import number_readings
from invoice_ocr.values.parsed import Found, Parsed

_LONGEST = 40
_LIMIT = 1000
_NUMBER = r"(?:(?<![.,])[.,])?\d+(?:[.,\u066b]\d+)*"
_PERCENT = r"(?:%|per\s?cent\b|pct\b\.?|Prozent\b|v\.\s?H\.|pour\scent\b|por\sciento\b|per\scento\b|proc\b\.?)"
_RATE = re.compile(rf"([+-]?)\s?(?:%\s?)?({_NUMBER})(?:\s?{_PERCENT})?\s?(-?)", re.IGNORECASE)
_IN_TEXT = re.compile(
    rf"(?<![\w.,/])((?:(?<![\w.,%])[+-])?)({_NUMBER})\s?{_PERCENT}|(?<![\d%])(?<!\d\s)()%\s?({_NUMBER})(?![\w%])",
    re.IGNORECASE,
)


def parse_rate(text: str, *, decimal: str | None = None) -> Parsed[Decimal]:
    """Read a percentage; 19 means 19 %, and the percent sign may be missing.

    A rate is below 1000 %, so that three decimals are not taken for thousands.

    >>> parse_rate("7,7 %").value, parse_rate("%19").value, parse_rate("19.000 %").value
    (Decimal('7.7'), Decimal('19'), Decimal('19.000'))

    Raises:
        ValueParseError: it is anything else.
    """
    match = _RATE.fullmatch(fold(text).strip()) if len(text) <= _LONGEST else None
    readings = _readings(match[2], match[1] or match[3], decimal) if match and not (match[1] and match[3]) else ()
    if not readings:
        raise ValueParseError(f"{text[:_LONGEST]!r} is not a percentage")
    return Parsed(text, readings)


def find_rates(text: str, *, decimal: str | None = None) -> tuple[Found[Decimal], ...]:
    """Every percentage in a running text; its span includes the percent sign.

    >>> [found.parsed.text for found in find_rates("19 % MwSt, 8.25% tax, KDV %20")]
    ['19 %', '8.25%', '%20']
    """
    if not has_digits(text):
        return ()
    folded, offsets = fold_aligned(text)
    found = []
    for match in _IN_TEXT.finditer(folded):
        readings = _readings(match[2] or match[4], match[1] or "", decimal)
        start, end = offsets[match.start()], offsets[match.end()]
        if readings:
            found.append(Found(start, end, Parsed(text[start:end], readings)))
    return tuple(found)


def _readings(body: str, sign: str, decimal: str | None) -> tuple[Decimal, ...]:
    readings = [each for each in number_readings(body, decimal) or number_readings(body) if each < _LIMIT]
    if not readings:
        readings = [each for each in number_readings(body) if each < _LIMIT]
    return tuple(-each if sign == "-" else each for each in readings)
