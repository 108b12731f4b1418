"""The one rule by which tokens are counted: four characters of text are one, and a page is a thousand.

It is about what models count, depends on no vocabulary, and anybody can check it.
"""

from __future__ import annotations

from typing import Final

CHARACTERS: Final = 4
PAGE: Final = 1000


def count(text: str) -> int:
    """The tokens of a text; a begun one counts.

    >>> count(""), count("abcd"), count("abcde")
    (0, 1, 2)
    """
    return -(-len(text) // CHARACTERS)


def cut(text: str, limit: int | None) -> tuple[str, bool]:
    """The text within so many tokens, and whether anything is lost.

    >>> cut("abcdefgh", 1), cut("abcd", 1)
    (('abcd', True), ('abcd', False))
    """
    if limit is None or count(text) <= limit:
        return text, False
    return text[: limit * CHARACTERS], True


def pieces(text: str, tokens: int) -> list[str]:
    """The text in pieces of so many tokens."""
    step = tokens * CHARACTERS
    return [text[start : start + step] for start in range(0, len(text), step)]
