"""Countries by their names."""

from __future__ import annotations

import re
from functools import lru_cache

from invoice_ocr.values.folding import fold_word
from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.tables import rows

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f'\u2019.](?=\S))*")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
_MOST_WORDS, _LONGEST = 6, 60


def find_countries(text: str) -> tuple[Found[str], ...]:
    """Every country that a text names, in its own or a major language, as ISO 3166 codes.

    >>> [found.parsed.value for found in find_countries("10115 Berlin, Deutschland / Made in the USA")]
    ['DE', 'US']
    """
    words = list(_WORD.finditer(text))
    found: list[Found[str]] = []
    for at, word in enumerate(words):
        if word[0][0].islower() or (found and word.start() < found[-1].end):
            continue
        first = fold_word(word[0]).rstrip(".")
        best = _longest(text, words[at : at + _MOST_WORDS]) if first in _first_words() else None
        best = best or (_leading(word) if _IDEOGRAPHS.match(word[0]) else None)
        found += [best] if best else []
    return tuple(found)


def is_country(code: str) -> bool:
    """Whether a code of two letters is a country's.

    >>> is_country("MY"), is_country("ZZ")
    (True, False)
    """
    return code in _codes()


def _longest(text: str, words: list[re.Match[str]]) -> Found[str] | None:
    start = words[0].start()
    for last in reversed(words):
        name = text[start : last.end()]
        codes = _names().get(_key(name)) if len(name) < _LONGEST else None
        if codes:
            return Found(start, last.end(), Parsed(name, codes))
    return None


def _leading(word: re.Match[str]) -> Found[str] | None:
    """The country with which an address begins that has no spaces, as in Chinese."""
    for end in range(min(len(word[0]), 8), 1, -1):
        codes = _names().get(_key(word[0][:end]))
        if codes:
            return Found(word.start(), word.start() + end, Parsed(word[0][:end], codes))
    return None


def _key(name: str) -> str:
    return " ".join(fold_word(name).replace("-", " ").split()).rstrip(".")


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for name, codes in rows("country_names"):
        names[_key(name)] = tuple(dict.fromkeys((*names.get(_key(name), ()), *codes.split())))
    names.update({name: (code,) for name, code in rows("country_aliases")})
    return names


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(_WORD.match(name)[0].rstrip(".") for name in _names() if _WORD.match(name))  # type: ignore[index]


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(code for codes in _names().values() for code in codes)
