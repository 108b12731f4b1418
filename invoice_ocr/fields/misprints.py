"""An O that an OCR read for a zero, put right where the digits around it prove which it was."""

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
