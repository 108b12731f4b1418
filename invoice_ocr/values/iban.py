"""International bank account numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.folding import fold, fold_aligned, has_digits
from invoice_ocr.values.parsed import Found, Parsed

_LENGTHS = {
    15: "NO", 16: "BE", 18: "DK FK FO FI GL NL SD", 19: "MK SI", 20: "AT BA EE KZ XK LT LU MN", 21: "HR LV LI CH",
    22: "BH BG CR DE GE IE ME RS GB VA", 23: "GI IL IQ OM SO TL AE", 24: "AD CZ MD PK RO SA SK ES SE TN VG",
    25: "LY PT ST", 26: "IS TR", 27: "BI DJ FR GR IT MC MR SM", 28: "AL AZ BY CY DO GT HU HN LB NI PL SV",
    29: "BR EG PS QA UA", 30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
}  # fmt: skip
_LENGTH = {country: length for length, countries in _LENGTHS.items() for country in countries.split()}
_IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})[ -]?\d[ -]?\d(?:[ -]?[A-Z0-9]){11,29}")
_SEPARATORS = re.compile(r"[ -]")


@dataclass(frozen=True, slots=True)
class Iban:
    """``number`` without spaces; ``valid`` where its check digits are right."""

    number: str
    valid: bool


def parse_iban(text: str) -> Parsed[Iban]:
    """Read a text that is an IBAN; wrong check digits are told, not refused.

    >>> parse_iban("DE89 3704 0044 0532 0130 00").value
    Iban(number='DE89370400440532013000', valid=True)

    Raises:
        ValueParseError: it is anything else, or not as long as its country's IBANs.
    """
    folded = re.sub(r"^IBAN[\s:.]*", "", fold(text).strip().upper())
    number = _SEPARATORS.sub("", folded)
    if not re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]+", number) or _LENGTH.get(number[:2]) != len(number):
        raise ValueParseError(f"{text[:60]!r} is not an IBAN")
    return Parsed(text, (Iban(number, _checks(number)),))


def find_ibans(text: str) -> tuple[Found[Iban], ...]:
    """Every IBAN in a running text, those with wrong check digits included.

    >>> [found.parsed.value for found in find_ibans("IBAN DE89 3704 0044 0532 0130 01 BIC COBADEFF")]
    [Iban(number='DE89370400440532013001', valid=False)]
    """
    if not has_digits(text, 2):
        return ()
    folded, offsets = fold_aligned(text)
    found = []
    for start, end in _spans(folded):
        number = _SEPARATORS.sub("", folded[start:end])
        first, last = offsets[start], offsets[end]
        found.append(Found(first, last, Parsed(text[first:last], (Iban(number, _checks(number)),))))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a run of groups is as long as its country wants, and ends there."""
    position = 0
    while match := _IBAN.search(text, position):
        position = match.start() + 2
        places = [match.start() + at for at, char in enumerate(match[0]) if char not in " -"]
        length = _LENGTH.get(match[1], 0)
        end = places[length - 1] + 1 if 0 < length <= len(places) else 0
        if end and not text[end : end + 1].isalnum():
            position = end
            yield match.start(), end


def _checks(number: str) -> bool:
    turned = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
