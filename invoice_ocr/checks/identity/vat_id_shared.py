"""IDN104: seller and buyer with the same VAT id."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def vat_id_shared(subject: Subject) -> Iterator[Problem]:
    """Seller and buyer have the same VAT id.

    Why: the id of one party was read as the other's too; the tax would be claimed back from oneself.
    Slack: blanks, dots and dashes do not count.
    Silent when: one of the VAT ids is missing.
    Source: common practice; EN 16931-1 has no such rule.

    >>> wrong = Subject.of("invoice", seller={"vat_id": "ATU12345675"}, buyer={"vat_id": "ATU 1234 5675"})
    >>> [problem.message for problem in vat_id_shared(wrong)]
    ['Seller and buyer have the same VAT id, ATU12345675.']
    >>> list(vat_id_shared(Subject.of("invoice", seller={"vat_id": "ATU12345675"})))
    []
    """
    seller, buyer = subject.document.seller.vat_id, subject.document.buyer.vat_id
    if not seller or not buyer or compact(seller) != compact(buyer):
        return
    yield Problem(("seller.vat_id", "buyer.vat_id"), f"Seller and buyer have the same VAT id, {seller}.", actual=buyer)
