"""REQ115: an intra-community supply without a delivery date."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def delivery_missing(subject: Subject) -> Iterator[Problem]:
    """An intra-community supply names neither delivery date nor period.

    Why: the date decides in which month it is declared.
    Slack: none.
    Silent when: no row or line has the category K; a delivery date or a period is there.
    Source: BR-IC-11, EN 16931-1.

    >>> wrong = Subject.of("invoice", taxes=[{"category": "K"}])
    >>> [problem.message for problem in delivery_missing(wrong)]
    ['An intra-community supply names neither delivery date nor period.']
    >>> right = Subject.of("invoice", taxes=[{"category": "K"}], delivery_date="2026-05-12")
    >>> list(delivery_missing(right))
    []
    """
    document = subject.document
    categories = {row.category for row in document.taxes} | {line.tax_category for line in document.lines}
    period = document.period
    if "K" in categories and document.delivery_date is None and not (period and (period.start or period.end)):
        yield Problem(("delivery_date",), "An intra-community supply names neither delivery date nor period.")
