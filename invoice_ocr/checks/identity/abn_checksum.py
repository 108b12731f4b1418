"""IDN109: an Australian Business Number whose form or check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.numbers import wrong_numbers
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def abn_checksum(subject: Subject) -> Iterator[Problem]:
    """The ABN is not valid.

    Why: the check digits reveal a misread character; a wrong number costs the deduction of the tax.
    Slack: blanks, dots and dashes do not count.
    Silent when: there is no number of this length, or the party's country is not AU.
    Source: Australian Business Register, format of the ABN.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "AU"}, "tax_id": "51 824 753 566"})
    >>> [problem.message for problem in abn_checksum(wrong)]
    ['The ABN 51 824 753 566 of the seller is not valid: a character is misread.']
    >>> right = Subject.of("invoice", seller={"address": {"country": "AU"}, "tax_id": "51 824 753 556"})
    >>> list(abn_checksum(right))
    []
    """
    yield from wrong_numbers(subject, "AU", r"\d{11}", "au.abn", "ABN")
