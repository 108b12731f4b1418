"""REQ112: the seller's address."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def seller_address_missing(subject: Subject) -> Iterator[Problem]:
    """The seller's address is missing.

    Why: an invoice for deducting tax must name it.
    Slack: none.
    Silent when: any part of it is there.
    Source: BR-08, EN 16931-1; Article 226(5) of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", seller={"name": "Anna Berg"})
    >>> [problem.message for problem in seller_address_missing(wrong)]
    ["The seller's address is missing."]
    >>> right = Subject.of("invoice", seller={"address": {"city": "Köln"}})
    >>> list(seller_address_missing(right))
    []
    """
    address = subject.document.seller.address
    if address is None or not any((address.text, address.lines, address.street, address.city)):
        yield Problem(("seller.address",), "The seller's address is missing.")
