"""REQ103: no seller."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def seller_missing(subject: Subject) -> Iterator[Problem]:
    """The seller's name is missing.

    Why: it says whose account the document is booked on.
    Slack: none.
    Silent when: the name is there.
    Source: BR-06, EN 16931-1.

    >>> [problem.message for problem in seller_missing(Subject.of("receipt", seller={"phone": "030 1234"}))]
    ["The seller's name is missing."]
    >>> list(seller_missing(Subject.of("receipt", seller={"name": "Café Anna"})))
    []
    """
    if subject.document.seller.name is None:
        yield Problem(("seller.name",), "The seller's name is missing.")
