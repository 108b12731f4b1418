"""IDN105: a BIC that cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")


def bic_malformed(subject: Subject) -> Iterator[Problem]:
    """The BIC has not the form of one.

    Why: a character is missing or misread, and the payment would be refused.
    Slack: blanks do not count.
    Silent when: there is no BIC.
    Source: ISO 9362: four characters, two letters for the country, two or five characters.

    >>> wrong = Subject.of("invoice", payment={"bic": "COBADEF"})
    >>> [problem.message for problem in bic_malformed(wrong)]
    ['The BIC COBADEF is not valid: it has 8 or 11 characters, letters for the country at the fifth.']
    >>> list(bic_malformed(Subject.of("invoice", payment={"bic": "COBADEFFXXX"})))
    []
    """
    bic = subject.document.payment.bic
    if bic is None or BIC.fullmatch(compact(bic)):
        return
    yield Problem(
        ("payment.bic",),
        f"The BIC {bic} is not valid: it has 8 or 11 characters, letters for the country at the fifth.",
        actual=bic,
    )
