"""Units of measure: UN/ECE Recommendation 20 and 21 codes by the words that pages print.

``unit_codes.txt`` lists the codes that EN 16931 admits (BT-130); ``units.tsv`` the words. A printed word comes first:
``STK`` is pieces on a German page, though a code of that name means cigarettes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def _words() -> dict[str, str]:
    rows = (line.split("\t") for line in _FOLDER.joinpath("units.tsv").read_text("utf-8").splitlines()[1:])
    return {word.strip(): code for code, words in rows for word in words.split("|")}


@cache
def _codes() -> frozenset[str]:
    return frozenset(_FOLDER.joinpath("unit_codes.txt").read_text("utf-8").split())


@cache
def _unmistakable() -> frozenset[str]:
    return frozenset(_words().values())


def is_unit_code(text: str) -> bool:
    """Whether a text is one of the codes."""
    return text in _codes()


def unit_code(printed: str) -> str | None:
    """The code of a printed unit.

    >>> unit_code("Stk."), unit_code("HUR"), unit_code("E48"), unit_code("bunch of keys")
    ('C62', 'HUR', 'E48', None)
    """
    if printed in _unmistakable():
        return printed
    folded = printed.casefold().strip().rstrip(".").replace("²", "2").replace("³", "3")
    return _words().get(folded) or (printed if is_unit_code(printed) else None)
