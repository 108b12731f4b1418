"""Names of months and weekdays in some seventy languages, found without regard to case, accents and dots."""

from __future__ import annotations

import re
from functools import lru_cache

from invoice_ocr.values.folding import fold, fold_word
from invoice_ocr.values.tables import rows

# What stands around a month without being its name: articles, "of", the word "year", era words.
_ARTICLES = "a an d da de del dem den di e el em g h i j l la le m n o of p r ta the"
_ENDINGS = "st nd rd th er"
_YEARS = "year gada gads god godine roku rok \u0440 \u0433 \u0436 год года року թ คศ พศ ปี"
_FILLERS = frozenset(f"{_ARTICLES} {_ENDINGS} {_YEARS}".split())
_SPLIT = re.compile(r"[\s,/'\-_()]+")
_DOTS = re.compile(r"[.\u05f3\u0970]|ที่(?![^\s\d])")


def name_key(text: str) -> str:
    """How the tables spell a name, without what stands around it.

    >>> name_key(" de Févr. "), name_key("5th of March".lstrip("5"))
    ('fevr', 'march')
    """
    words = _SPLIT.split(_DOTS.sub("", fold_word(fold(text))))
    return "".join(word for word in words if word not in _FILLERS)


@lru_cache(maxsize=4096)
def months_named(text: str) -> tuple[int, ...]:
    """The months that a name stands for: one, none, or several where languages differ.

    >>> months_named("Şubat"), months_named("listopad"), months_named("Menge")
    ((2,), (10, 11), ())
    """
    key = name_key(text)
    return _months().get(key) or (_months().get(key[1:], ()) if key.startswith("ב") else ())


@lru_cache(maxsize=4096)
def is_filler(text: str) -> bool:
    """Whether there is nothing in a text but what stands around the names of months.

    >>> is_filler("th, "), is_filler(" Menge ")
    (True, False)
    """
    return not name_key(text)


@lru_cache(maxsize=1024)
def is_weekday(word: str) -> bool:
    """Whether a word is the name of a day of the week.

    >>> is_weekday("Mo."), is_weekday("Dienstag"), is_weekday("Menge")
    (True, True, False)
    """
    return name_key(word) in _weekdays()


@lru_cache(maxsize=1)
def _months() -> dict[str, tuple[int, ...]]:
    return {name: tuple(map(int, months.split())) for name, months in rows("month_names")}


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    return frozenset(name for (name,) in rows("weekday_names"))
