"""REQ107: no buyer."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def buyer_missing(subject: Subject) -> Iterator[Problem]:
    """The buyer's name is missing.

    Why: an invoice to somebody else must not be booked, and most countries ask for the buyer's name.
    Slack: none.
    Silent when: the name is there.
    Source: BR-07, EN 16931-1.

    >>> [problem.message for problem in buyer_missing(Subject.of("invoice", total="900.00"))]
    ["The buyer's name is missing."]
    >>> list(buyer_missing(Subject.of("invoice", buyer={"name": "Bell plc"})))
    []
    """
    if subject.document.buyer.name is None:
        yield Problem(("buyer.name",), "The buyer's name is missing.")
