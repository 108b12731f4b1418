"""Currencies: ISO 4217 codes, and the symbols and local words that stand for one or several of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.tables import rows

_LOWER = frozenset(["eur", "usd", "gbp", "chf", "nok", "sek", "dkk", "pln", "czk", "huf", "ron", "aud", "cad"])
_CODE_LENGTH = 3
# Newer than the locale data: the euro in Bulgaria since 2026.
_TENDER = {"BG": ("EUR",)}
_LATELY = date(2014, 1, 1)
_RUN = re.compile(r"[^\W\d_]+")
_DIGIT_AFTER = re.compile(r"\.?[\s:]{0,2}[-+(]?\s?[.,]?\d")
_CENTS_AFTER = re.compile(r"\s?[-+]?\d[\d.,' ]{0,16}(?<=[.,]\d\d)(?!\d)")
_DIGIT_BEFORE = re.compile(r"\d[.,]?[-\u2013\u2014]{0,2}\s?$")


def minor_units(currency: str) -> int:
    """The decimals of a currency by ISO 4217; 2 for codes that are not known.

    >>> minor_units("EUR"), minor_units("JPY"), minor_units("KWD")
    (2, 0, 3)
    """
    return _codes()[currency][0] if currency in _codes() else 2


@lru_cache(maxsize=512)
def currencies_of(country: str) -> tuple[str, ...]:
    """The legal tender of an ISO 3166 country today; empty for countries that are not known.

    >>> currencies_of("MY"), currencies_of("DE"), currencies_of("??")
    (('MYR',), ('EUR',), ())
    """
    from babel.core import get_global  # noqa: PLC0415 - locale data is heavy and seldom needed
    from babel.numbers import get_territory_currencies  # noqa: PLC0415 - the same

    if country in _TENDER:
        return _TENDER[country]
    if country not in get_global("territory_currencies"):
        return ()
    return tuple(get_territory_currencies(country, tender=True))


@lru_cache(maxsize=512)
def lately_tender_in(country: str) -> frozenset[str]:
    """The legal tender of a country today and in the years before, from which documents are still read.

    >>> sorted(lately_tender_in("BG")), sorted(lately_tender_in("HR"))
    (['BGN', 'EUR'], ['EUR', 'HRK'])
    """
    from babel.core import get_global  # noqa: PLC0415 - locale data is heavy and seldom needed
    from babel.numbers import get_territory_currencies  # noqa: PLC0415 - the same

    known = country in get_global("territory_currencies")
    lately = get_territory_currencies(country, start_date=_LATELY, end_date=date.max) if known else ()
    return frozenset((*lately, *currencies_of(country)))


def find_currencies(text: str) -> tuple[Found[str], ...]:
    """Every currency code, symbol and word, with all the currencies that it can stand for.

    >>> [found.parsed.readings for found in find_currencies("Total RM 94.87, in EUR: 18,50")]
    [('MYR',), ('EUR',)]
    >>> find_currencies("12 kr")[0].parsed.readings
    ('SEK', 'NOK', 'DKK', 'ISK')
    """
    found = [_found(match, text) for match in _symbols().finditer(text)]
    for run in _RUN.finditer(text):
        match = _letters().match(text, run.start()) if run[0] in _runs() else None
        found.append(_found(match, text) if match else None)
    kept: list[Found[str]] = []
    for each in sorted(filter(None, found), key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


@lru_cache(maxsize=1024)
def currency_readings(word: str) -> tuple[str, ...]:
    """The currencies that a code, symbol or word can stand for, whatever stands beside it; empty for other words.

    >>> currency_readings("Rs."), currency_readings("EUR"), currency_readings("kg")
    (('INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR'), ('EUR',), ())
    """
    if word in _codes() or word.lower() in _LOWER:
        return (word.upper(),)
    code, sign = word[:_CODE_LENGTH], word[_CODE_LENGTH:]
    if sign in ("$", "€", "£") and code in _codes():
        return (code,)
    spellings = (word, word.rstrip("."), word.casefold(), word.capitalize().rstrip("."))
    return next((_words()[each][1:] for each in spellings if each in _words()), ())


def is_currency_sign(word: str) -> bool:
    """Whether a word is a currency's code or symbol and cannot be a unit of measure, as Ft and km can.

    >>> is_currency_sign("EUR"), is_currency_sign("€"), is_currency_sign("Ft")
    (True, True, False)
    """
    return word in _codes() or (not word.isalpha() and bool(currency_readings(word)))


def _found(match: re.Match[str], text: str) -> Found[str] | None:
    word, start, end = match[0], match.start(), match.end()
    if word in _codes():
        where, codes = _codes()[word][1], [word]
    else:
        where, *codes = _words().get(word) or _words().get(word.casefold()) or ("",)
    well = codes and _stands_well(text, start, end, where)
    return Found(start, end, Parsed(word, tuple(codes))) if well else None


def _stands_well(text: str, start: int, end: int, where: str) -> bool:
    """Whether a word that means something else too stands where a currency would."""
    if where == "anywhere":
        return True
    if where in {"before", "glued"}:
        return bool(_CENTS_AFTER.match(text, end)) and not (where == "glued" and text[end].isspace())
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    return bracketed or bool(_DIGIT_AFTER.match(text, end) or _DIGIT_BEFORE.search(text, max(0, start - 6), start))


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[int, str]]:
    """The decimals of each code, and where it must stand: codes that are also words count only beside an amount."""
    return {code: (int(decimals), where) for code, decimals, where in rows("currencies")}


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    """Each spelling of each word: where it may stand, and its currencies."""
    table: dict[str, tuple[str, ...]] = {}
    for word, codes, where in rows("currency_words"):
        short = len(word) <= _CODE_LENGTH
        spellings = {word, word.upper(), word.capitalize() if short else word.casefold()}
        table.update(dict.fromkeys(spellings, (where, *codes.split())))
    return table


@lru_cache(maxsize=1)
def _runs() -> set[str]:
    """The runs of letters with which codes and words begin."""
    return _codes().keys() | {run[0] for word in _words() if (run := _RUN.match(word))}


@lru_cache(maxsize=1)
def _letters() -> re.Pattern[str]:
    words = (word for word in _words() if word[0].isalpha())
    return re.compile(rf"(?:{_alternatives(words)}|[A-Z]{{3}})(?!(?<=[^\W\d_])[^\W\d_])")


@lru_cache(maxsize=1)
def _symbols() -> re.Pattern[str]:
    return re.compile(_alternatives(word for word in _words() if not word[0].isalpha()))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
