"""Masked card numbers."""

from __future__ import annotations

import re

from invoice_ocr.values.folding import fold_aligned, has_digits
from invoice_ocr.values.parsed import Found, Parsed

_SIGN = re.compile(r"[Xx*•#●·]{2}|ends|ending", re.IGNORECASE)
_CARD = re.compile(
    r"(?<![^\W_])(?:\d{4}[ -]?(?:\d{2})?)?(?:[Xx*•#●·]{2,16}[ -]?){1,4}(\d{4})(?!\d|[.,]\d)"
    r"|\b(?:ending|ends)\s(?:in|with)\s(\d{4})(?!\d|[.,]\d)",
    re.IGNORECASE,
)


def find_cards(text: str) -> tuple[Found[str], ...]:
    """The last four digits of every masked card number; the span is the whole printed number.

    >>> [found.parsed.value for found in find_cards("VISA XXXX XXXX XXXX 1234, card ending in 5678")]
    ['1234', '5678']
    """
    if not has_digits(text, 4):
        return ()
    folded, offsets = fold_aligned(text)
    if not _SIGN.search(folded):
        return ()
    return tuple(
        Found(start, end, Parsed(text[start:end], (match[1] or match[2],)))
        for match in _CARD.finditer(folded)
        for start, end in [(offsets[match.start()], offsets[match.end()])]
    )
