"""Letters and digits that an OCR takes for one another, put right where the word around them proves which it was."""

from __future__ import annotations

import re

_ZERO = re.compile(r"(?<=\d)[Oo](?![^\W\d_])|(?<![^\W\d_])[Oo](?=\d)|(?<=[A-Z]\d)[Oo](?![^\W\d_])")
"""An O between or after digits, or before one at the start of a number."""

_OH = re.compile(r"(?<=[A-Za-z]-)0(?![\w.,])")
"""A zero that ends a word of letters: HAI-0."""

_ELL = re.compile(r"(?<=[a-z])1(?=1?[a-z])|(?<=[a-z])11(?![\w])|(?<=[A-Z])1(?=[a-z])")
"""A 1 within a word in small letters, or two at its end: J1n, Wa1k, Ma11."""


def mend(text: str) -> str:
    """The text with such characters put right; codes that mix letters and digits stay as they are.

    >>> mend("No 29O, J1n 3, 1O-G, Ma11, SS21/60, B12"), mend("PO Box A1b")
    ('No 290, Jln 3, 10-G, Mall, SS21/60, B12', 'PO Box Alb')
    """
    return _ELL.sub(lambda match: "l" * len(match[0]), _OH.sub("O", _ZERO.sub("0", text)))
