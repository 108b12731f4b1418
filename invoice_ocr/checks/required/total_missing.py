"""REQ101: no total."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def total_missing(subject: Subject) -> Iterator[Problem]:
    """The total is missing.

    Why: without it there is nothing to book.
    Slack: none.
    Silent when: the total is there.
    Source: BR-14, EN 16931-1.

    >>> [problem.message for problem in total_missing(Subject.of("receipt", subtotal="9.90"))]
    ['The total is missing.']
    >>> list(total_missing(Subject.of("receipt", total="0.00")))
    []
    """
    if subject.document.total is None:
        yield Problem(("total",), "The total is missing.")
