"""IDN108: an Indian GSTIN whose form or check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.numbers import wrong_numbers
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def gstin_checksum(subject: Subject) -> Iterator[Problem]:
    """The GSTIN is not valid.

    Why: the check digits reveal a misread character; a wrong number costs the deduction of the tax.
    Slack: blanks, dots and dashes do not count.
    Silent when: there is no number of this length, or the party's country is not IN.
    Source: Goods and Services Tax Network; formula as in python-stdnum.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "IN"}, "tax_id": "27AAPFU0939F1ZX"})
    >>> [problem.message for problem in gstin_checksum(wrong)]
    ['The GSTIN 27AAPFU0939F1ZX of the seller is not valid: a character is misread.']
    >>> right = Subject.of("invoice", seller={"address": {"country": "IN"}, "tax_id": "27AAPFU0939F1ZV"})
    >>> list(gstin_checksum(right))
    []
    """
    yield from wrong_numbers(subject, "IN", r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]", "in_.gstin", "GSTIN")
