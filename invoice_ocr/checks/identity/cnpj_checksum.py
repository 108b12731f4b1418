"""IDN110: a Brazilian CNPJ whose form or check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.numbers import wrong_numbers
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def cnpj_checksum(subject: Subject) -> Iterator[Problem]:
    """The CNPJ is not valid.

    Why: the check digits reveal a misread character; a wrong number costs the deduction of the tax.
    Slack: blanks, dots and dashes do not count.
    Silent when: there is no number of this length, or the party's country is not BR.
    Source: Receita Federal; formula as in python-stdnum.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "BR"}, "tax_id": "16.727.230/0001-79"})
    >>> [problem.message for problem in cnpj_checksum(wrong)]
    ['The CNPJ 16.727.230/0001-79 of the seller is not valid: a character is misread.']
    >>> right = Subject.of("invoice", seller={"address": {"country": "BR"}, "tax_id": "16.727.230/0001-97"})
    >>> list(cnpj_checksum(right))
    []
    """
    yield from wrong_numbers(subject, "BR", r"\d{14}", "br.cnpj", "CNPJ")
