"""National numbers of businesses: their shape, and whether their check digits are right."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import lru_cache

from invoice_ocr.checks.identity.parties import compact, parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

GSTIN = re.compile(r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]")


def is_gstin(number: str | None) -> bool:
    """Whether it has the shape of an Indian GSTIN.

    >>> is_gstin("27 AAPFU0939F1ZV"), is_gstin("DE136695976")
    (True, False)
    """
    return number is not None and GSTIN.fullmatch(compact(number)) is not None


def wrong_numbers(subject: Subject, country: str, shape: str, module: str, words: str) -> Iterator[Problem]:
    """A problem for each number of this shape, of a party in this country, that python-stdnum's module refuses."""
    for path, party in parties(subject.document):
        if party.address is None or party.address.country != country:
            continue
        for name in ("vat_id", "tax_id", "registration_id"):
            number = getattr(party, name)
            if number is None or not re.fullmatch(shape, compact(number)) or _is_valid(module, compact(number)):
                continue
            yield Problem(
                (f"{path}.{name}",),
                f"The {words} {number} of the {path.replace('_', ' ')} is not valid: a character is misread.",
                actual=number,
            )


@lru_cache(maxsize=256)
def _is_valid(module: str, number: str) -> bool:
    return bool(importlib.import_module(f"stdnum.{module}").is_valid(number))
