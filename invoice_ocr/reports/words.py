"""Paths, dates and untrusted texts as a person reads them."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from math import floor

STEP = re.compile(r"(\w+)\[(\d+)\]")
PLURALS = {
    "lines": "line",
    "taxes": "tax",
    "allowances": "discount",
    "charges": "charge",
    "payments": "payment",
    "notes": "note",
    "preceding_invoices": "preceding invoice",
}
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def path_in_words(path: str) -> str:
    """A path as a bookkeeper would say it, counted from one.

    >>> path_in_words("lines[2].unit_price"), path_in_words("seller.vat_id")
    ('line 3 unit price', 'seller vat id')
    """
    named = STEP.sub(lambda step: f"{PLURALS.get(step[1], step[1])} {int(step[2]) + 1}", path)
    return named.replace(".", " ").replace("_", " ")


def value_in_words(value: str) -> str:
    """A reading of an ambiguous text; dates get their month by name.

    >>> value_in_words("2024-03-04"), value_in_words("1250.00")
    ('4 Mar 2024', '1250.00')
    """
    with suppress(ValueError):
        day = date.fromisoformat(value)
        return f"{day.day} {day:%b} {day.year}"
    return value


def sure_in_words(confidence: float) -> str:
    """A probability in whole percent, cut off: what is not certain is not called so.

    >>> sure_in_words(0.997), sure_in_words(1.0)
    ('99 %', '100 %')
    """
    return f"{floor(round(confidence * 100, 6))} %"


def printable(text: str, *, keep: str = "") -> str:
    r"""The text without what would steer a terminal: escapes, other control characters, marks of direction.

    >>> printable("total\x1b[2J 9.90") == "total\ufffd[2J 9.90"
    True
    """
    return "".join("\ufffd" if unicodedata.category(c) in HIDDEN and c not in keep else c for c in text)
