"""REQ104: no invoice number."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def number_missing(subject: Subject) -> Iterator[Problem]:
    """The number of the invoice is missing.

    Why: payments refer to it, and it shows whether an invoice is booked twice.
    Slack: none.
    Silent when: the number is there.
    Source: BR-02, EN 16931-1.

    >>> [problem.message for problem in number_missing(Subject.of("invoice", total="9.90"))]
    ['The number of the invoice is missing.']
    >>> list(number_missing(Subject.of("invoice", number="R-17")))
    []
    """
    if subject.document.number is None:
        yield Problem(("number",), "The number of the invoice is missing.")
