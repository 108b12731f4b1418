"""How each kind of value is written in XML, and what of a text is admitted as such a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from invoice_ocr.einvoice.tables import rows
from invoice_ocr.model.purchase import TaxCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d|T.*)?")
_COMPACT_DAY: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4,6})?")
MEANS_CODES: Final = frozenset([*map(str, range(1, 71)), *map(str, range(74, 79)), *map(str, range(91, 99)), "ZZZ"])
"""UNCL 4461, as EN 16931 lists it."""

UNDEFINED_MEANS: Final = "ZZZ"
"""UNCL 4461: mutually defined."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``read`` gives None for a text that is no such value, ``write`` None for a value that this kind can't say.

    ``overrides`` what was read before for the same path; ``currency`` and ``format`` are attributes to write beside it.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str | None]
    overrides: bool = False
    currency: bool = False
    format: str = ""


def read_number(text: str) -> Decimal | None:
    """An xs:decimal; exponents are no such thing.

    >>> read_number("-12.50"), read_number("1e3")
    (Decimal('-12.50'), None)
    """
    return Decimal(text) if NUMBER.fullmatch(text) else None


def read_day(text: str) -> date | None:
    """An xs:date, whose time zone says nothing about the day that is printed."""
    return _day(_DAY.fullmatch(text))


def read_compact_day(text: str) -> date | None:
    """A date in format 102 (YYYYMMDD) or 203 and 204, which add a time."""
    return _day(_COMPACT_DAY.fullmatch(text)) or read_day(text)


def looks_like_iban(text: str) -> bool:
    """Whether an account number has the form of an IBAN, right or wrong."""
    return bool(_IBAN.fullmatch(text.replace(" ", "")))


@cache
def document_types() -> Mapping[str, str]:
    """UNTDID 1001 codes and our types; the first code of a type is the one that is written."""
    return dict(rows("document_types"))


def means_code(text: str) -> str:
    """The UNCL 4461 code that a printed means of payment is, or is named by."""
    folded = " ".join(text.casefold().split())
    return text if text in MEANS_CODES else _means_words().get(folded, UNDEFINED_MEANS)


@cache
def _means_words() -> Mapping[str, str]:
    return {word.strip(): code for code, words in rows("means_words") for word in words.split("|")}


@cache
def _type_codes() -> Mapping[str, str]:
    return {name: code for code, name in reversed(tuple(document_types().items()))}


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _digits(text: str) -> str | None:
    """The last four digits of a card number, however much of it is masked."""
    found = re.search(r"\d{4}$", text)
    return found[0] if found else None


def _coded(pattern: str) -> Callable[[str], str | None]:
    form = re.compile(pattern)
    return lambda text: text if form.fullmatch(text) else None


def _plain(value: Decimal) -> str:
    return format(value, "f")


_money = Kind(read_number, _plain)
_CATEGORIES: Final = frozenset(get_args(TaxCategory))

COMPACT_DATE: Final = Kind(
    read_compact_day, lambda day: f"{day:%Y%m%d}" if day.year > 999 else f"{day.year:04}{day:%m%d}", format="102"
)

KINDS: Final[Mapping[str, Kind]] = {
    "text": Kind(lambda text: text, str),
    "number": Kind(read_number, _plain),
    "money": Kind(read_number, _plain, currency=True),
    "currency_money": Kind(read_number, _plain, currency=True),
    "date": Kind(read_day, date.isoformat),
    "currency": Kind(_coded("[A-Z]{3}"), str),
    "country": Kind(_coded("[A-Z]{2}"), str),
    "category": Kind(lambda text: text if text in _CATEGORIES else None, str),
    "type": Kind(lambda text: document_types().get(text), lambda name: _type_codes().get(name)),
    "means": Kind(lambda text: text, means_code),
    "means_name": Kind(lambda text: text, lambda text: None if text in MEANS_CODES else text, overrides=True),
    "iban": Kind(lambda text: text.replace(" ", "") if looks_like_iban(text) else None, str),
    "account": Kind(lambda text: None if looks_like_iban(text) else text, str),
    "card": Kind(_digits, str),
}
