"""REQ105: no currency."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def currency_missing(subject: Subject) -> Iterator[Problem]:
    """The currency is missing.

    Why: an amount without a currency cannot be booked or paid.
    Slack: none.
    Silent when: the currency is there.
    Source: BR-05, EN 16931-1.

    >>> [problem.message for problem in currency_missing(Subject.of("invoice", total="9.90"))]
    ['The currency is missing.']
    >>> list(currency_missing(Subject.of("invoice", currency="EUR")))
    []
    """
    if subject.document.currency is None:
        yield Problem(("currency",), "The currency is missing.")
