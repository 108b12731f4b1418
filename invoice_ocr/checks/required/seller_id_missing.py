"""REQ108: tax charged without any id of the seller."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def seller_id_missing(subject: Subject) -> Iterator[Problem]:
    """Tax is charged, but the seller names no VAT id, tax number or registration.

    Why: in most countries the tax can be claimed back only with the seller's id on the invoice.
    Slack: none.
    Silent when: the total tax is missing or zero; one of the three is there.
    Source: BR-CO-26, BR-S-02, EN 16931-1.

    >>> [problem.message for problem in seller_id_missing(Subject.of("invoice", tax_total="19.00"))]
    ['Tax of 19.00 is charged, but the seller names no VAT id, tax number or registration.']
    >>> list(seller_id_missing(Subject.of("invoice", tax_total="19.00", seller={"tax_id": "27/123/45678"})))
    []
    """
    seller, tax = subject.document.seller, subject.document.tax_total
    if not tax or seller.vat_id or seller.tax_id or seller.registration_id:
        return
    yield Problem(
        ("seller.vat_id", "seller.tax_id", "seller.registration_id"),
        f"Tax of {plain(tax)} is charged, but the seller names no VAT id, tax number or registration.",
    )
