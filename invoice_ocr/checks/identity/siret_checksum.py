"""IDN112: a French SIRET whose form or check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.numbers import wrong_numbers
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def siret_checksum(subject: Subject) -> Iterator[Problem]:
    """The SIRET is not valid.

    Why: the check digits reveal a misread character; a wrong number costs the deduction of the tax.
    Slack: blanks, dots and dashes do not count.
    Silent when: there is no number of this length, or the party's country is not FR.
    Source: INSEE, Sirene; formula as in python-stdnum.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "FR"}, "tax_id": "73282932000047"})
    >>> [problem.message for problem in siret_checksum(wrong)]
    ['The SIRET 73282932000047 of the seller is not valid: a character is misread.']
    >>> right = Subject.of("invoice", seller={"address": {"country": "FR"}, "tax_id": "73282932000074"})
    >>> list(siret_checksum(right))
    []
    """
    yield from wrong_numbers(subject, "FR", r"\d{14}", "fr.siret", "SIRET")
