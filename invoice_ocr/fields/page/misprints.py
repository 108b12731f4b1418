"""Characters that an OCR misread, put right where what stands around them proves which they were."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.values.calendar_names import months_named

_ZERO = re.compile(r"(?<=\d)[Oo](?=\d)|(?<=\d\d)O(?![^\W\d_])")
"""An O between digits, or a capital that ends a number of two digits or more; a small one may be a house's letter."""

_WORD = re.compile(r"[^\W\d_]{6,}")

_MIXED = re.compile(r"(?<!\w)(?=[^\W\d_]*\d)(?:[^\W\d_]|\d(?!\d)){3,10}(?!\w)")
"""Letters with single digits among them."""

_LETTERS = str.maketrans("01589", "olsbg")
"""Digits, and the letters for which an OCR gives them."""

_SPELLINGS = frozenset(map(frozenset, ("ck", "ct", "sz", "iy", "vw", *(a + b for a in "aeiouy" for b in "aeiouy"))))
"""Letters that people print for one another, as in *Stationary*, *Enterprize* and *Corporación*."""


def mend(text: str) -> str:
    """The text with such characters put right; names in which letters and digits mix stay as they are.

    >>> mend("No 29O, 1O2 High St"), mend("H2O Ltd, O2 Arena, Unit A1b, Flat 74o, No11")
    ('No 290, 102 High St', 'H2O Ltd, O2 Arena, Unit A1b, Flat 74o, No11')
    """
    return _ZERO.sub("0", text)


def mend_words(name: str) -> str:
    """The name with long business words put right that lack a letter or have a wrong one that nobody prints so.

    >>> mend_words("Pana ENTERPAISE"), mend_words("Hardwae Centre"), mend_words("Kwality Stationary Enterprize")
    ('Pana ENTERPRISE', 'Hardware Centre', 'Kwality Stationary Enterprize')
    """
    return _WORD.sub(lambda found: _righted(found.group()), name)


def mend_months(text: str) -> str:
    """The text with digits in the names of months put right, each at its place.

    >>> mend_months("Sat 03 0ct 2026, N0V 5 2025, item 0ct8")
    'Sat 03 oct 2026, NoV 5 2025, item 0ct8'
    """
    return _MIXED.sub(lambda found: _month(found.group()), text)


def _month(word: str) -> str:
    meant = word.translate(_LETTERS)
    return meant if months_named(meant) else word


def _righted(word: str) -> str:
    """The word as it is, or the one business word that it misreads."""
    folded = fold(word)
    words = _business_words()
    if folded in words or len(folded) != len(word):
        return word
    meant = [right for right in words if _misreads(folded, right)]
    return _in_case_of(word, words[meant[0]]) if len(meant) == 1 else word


def _misreads(read: str, right: str) -> bool:
    """Whether one letter differs or is lost, not the last one: that would be another form of the word."""
    if len(read) == len(right):
        others = [(a, b) for a, b in zip(read, right, strict=True) if a != b]
        return len(others) == 1 and read[-1] == right[-1] and frozenset(others[0]) not in _SPELLINGS
    if len(read) + 1 != len(right) or read[-1] != right[-1]:
        return False
    at = next(i for i, letter in enumerate(right) if read[i : i + 1] != letter)
    return read[at:] == right[at + 1 :] and right[at] != right[at - 1]  # one of a double letter is a spelling


def _in_case_of(word: str, right: str) -> str:
    if word.isupper():
        return right.upper()
    return right.capitalize() if word[0].isupper() else right


@lru_cache(maxsize=1)
def _business_words() -> dict[str, str]:
    """Each word as it is printed, by its plain letters."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/business_words.tsv").read_text(encoding="utf-8")
    return {fold(line): line for line in table.splitlines() if line and not line.startswith("#")}
