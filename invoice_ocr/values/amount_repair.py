"""Amounts that OCR has damaged: letters for digits, a second decimal point, spaces."""

from __future__ import annotations

import re
from decimal import Decimal

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.amount_parser import parse_amount
from invoice_ocr.values.folding import fold
from invoice_ocr.values.parsed import Parsed

_LETTERS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1",
                          "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "g": "9", "G": "6"})  # fmt: skip
_LONGEST = 60
_SHAPE = re.compile(r"(\D*?)([\dOoQDlI|iSsBZzgG][\dOoQDlI|iSsBZzgG.,' ]*[.,] ?[\dOoQDlI|iSsBZzgG]{2})(-?)")
_TWICE = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*\1\d\d")


def repair_amount(text: str, *, decimal: str | None = None) -> Parsed[Decimal] | None:
    """What a damaged text with the shape of an amount was, if its digits prove that it was one; None otherwise.

    Only a token with two decimals and no more letters than digits is repaired, and only one that `parse_amount`
    refuses. What it gives is a possibility, weaker than anything read without repair.

    >>> repair_amount("1O.5O").value
    Decimal('10.50')
    >>> repair_amount("1.234.56").value
    Decimal('1234.56')
    >>> repair_amount("SOLO")
    """
    match = _SHAPE.fullmatch(fold(text).strip()) if len(text) <= _LONGEST else None
    if not match or _readings(text, decimal):
        return None
    if sum(map(str.isdigit, match[2])) * 2 < sum(map(str.isalnum, match[2])):
        return None
    body = match[2].translate(_LETTERS)
    if _TWICE.fullmatch(body):
        body = re.sub("[.,](?=.*[.,])", "", body)
    readings = _readings(match[1] + body + match[3], decimal, loose=True)
    return Parsed(text, readings) if readings else None


def _readings(text: str, decimal: str | None, *, loose: bool = False) -> tuple[Decimal, ...]:
    try:
        return parse_amount(text, decimal=decimal, loose=loose).readings
    except ValueParseError:
        return ()
