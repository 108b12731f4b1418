"""One way to write what Unicode writes in many: digits, spaces, dashes, apostrophes, full-width forms.

Folding keeps the length of a text, but for invisible direction marks, which it drops.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# The zero of each script whose ten digits follow one another.
_ZEROS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66"
    "\u0e50\u0ed0\u0f20\u1040\u1090\u17e0\u1810\uff10"
)
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff07"
_OTHERS = {"\u060c": ",", "\u066a": "%", "\ufe6a": "%", "\u2044": "/", "\u2215": "/", "\uffe5": "¥", "\uffe1": "£"}
# Of the scripts that can do without; in Indian and Thai scripts such marks are vowels.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0655]")
_MARKS = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

_LEFTWARD = frozenset(["R", "AL"])


def _table() -> dict[int, str]:
    table = {ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    table.update({ord(char): plain for char, plain in _OTHERS.items()})
    return table


_TABLE = _table()


_DIGIT = re.compile(r"\d")


def has_digits(text: str, least: int = 1) -> bool:
    """Whether a text has so many digits, of whatever script: no number is to be looked for without.

    >>> has_digits("Total:"), has_digits("1 of ٢", 2)
    (False, True)
    """
    return bool(_DIGIT.search(text)) if least == 1 else len(_DIGIT.findall(text)) >= least


def fold(text: str) -> str:
    """The text with plain digits, spaces, dashes and apostrophes, and without direction marks.

    >>> fold("1\u202f234,5\u2212")
    '1 234,5-'
    """
    if text.isascii():
        return text.replace("`", "'") if "`" in text else text
    return _MARKS.sub("", text).translate(_TABLE)


def fold_aligned(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its offsets (its end included) the offset in ``text``."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text) + 1)
    return folded, [i for i, char in enumerate(text) if not _MARKS.match(char)] + [len(text)]


def runs_leftwards(text: str) -> bool:
    """Whether a text has letters that are written from right to left.

    >>> runs_leftwards("מס"), runs_leftwards("INV-7"), runs_leftwards("٣")
    (True, False, False)
    """
    return not text.isascii() and any(unicodedata.bidirectional(char) in _LEFTWARD for char in text)


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """A word as tables of names spell it: no case, no accents.

    >>> fold_word("Février"), fold_word("ŞUBAT"), fold_word("İstanbul")
    ('fevrier', 'subat', 'istanbul')
    """
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", word)).casefold().replace("\u0131", "i").replace("ł", "l")
