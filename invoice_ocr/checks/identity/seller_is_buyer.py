"""IDN103: seller and buyer of the same name."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def seller_is_buyer(subject: Subject) -> Iterator[Problem]:
    """Seller and buyer have the same name.

    Why: one address block was read as both parties, and the invoice would be booked on the wrong side.
    Slack: case, blanks and punctuation do not count.
    Silent when: one of the names is missing; their VAT ids differ (companies of one group).
    Source: common practice; EN 16931-1 has no such rule.

    >>> wrong = Subject.of("invoice", seller={"name": "Acme Ltd"}, buyer={"name": "ACME Ltd."})
    >>> [problem.message for problem in seller_is_buyer(wrong)]
    ['Seller and buyer have the same name, Acme Ltd.']
    >>> list(seller_is_buyer(Subject.of("invoice", seller={"name": "Acme Ltd"}, buyer={"name": "Bell plc"})))
    []
    """
    seller, buyer = subject.document.seller, subject.document.buyer
    if not seller.name or not buyer.name or compact(seller.name) != compact(buyer.name):
        return
    if seller.vat_id and buyer.vat_id and compact(seller.vat_id) != compact(buyer.vat_id):
        return
    yield Problem(
        ("seller.name", "buyer.name"), f"Seller and buyer have the same name, {seller.name}.", actual=buyer.name
    )
