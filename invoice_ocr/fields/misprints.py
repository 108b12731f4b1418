"""Zeros and the letter O, of which an OCR read the one for the other, put right where what is around proves it."""

from __future__ import annotations

import re

_ZERO = re.compile(r"(?<=\d)[Oo](?=\d)|(?<=\d\d)O(?![^\W\d_])")
"""An O between digits, or a capital that ends a number of two digits or more; a small one may be a house's letter."""


def mend(text: str) -> str:
    """The text with such characters put right; names in which letters and digits mix stay as they are.

    >>> mend("No 29O, 1O2 High St"), mend("H2O Ltd, O2 Arena, Unit A1b, Flat 74o, No11")
    ('No 290, 102 High St', 'H2O Ltd, O2 Arena, Unit A1b, Flat 74o, No11')
    """
    return _ZERO.sub("0", text)


_ROUND = re.compile(r"(?<=[A-Z])0(?=[A-Z])|(?<=[A-Z]-)0(?![\w])")


def mend_name(text: str) -> str:
    """The text with the zeros among capitals that an OCR reads for an O.

    >>> mend_name("HAI-0 RAYA BHD"), mend_name("F0OD STORE 24, 7-0, A0 PRINTS")
    ('HAI-O RAYA BHD', 'FOOD STORE 24, 7-0, A0 PRINTS')
    """
    return _ROUND.sub("O", text)
