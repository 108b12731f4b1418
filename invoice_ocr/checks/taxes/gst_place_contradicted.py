"""TAX118: one Indian tax or two, against the states of the parties."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from invoice_ocr.checks.identity.numbers import is_gstin
from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def gst_place_contradicted(subject: Subject) -> Iterator[Problem]:
    """The Indian tax is split, or not, against the states of seller and buyer.

    Why: within a state CGST and SGST are charged, between states IGST; the wrong one cannot be claimed back.
    Slack: none.
    Silent when: seller or buyer has no GSTIN; the tax rows don't show one row or two halves; the goods go elsewhere
        (a delivery address); a category without tax is named.
    Source: Sections 7 and 8 of the IGST Act 2017; the first two digits of a GSTIN are the state.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     seller={"tax_id": "27AAPFU0939F1ZV"},
    ...     buyer={"tax_id": "27AAPFU0939F1ZV"},
    ...     taxes=[{"rate": "18", "amount": "18.00"}],
    ... )
    >>> [problem.message for problem in gst_place_contradicted(wrong)]
    ['Seller and buyer are in the same state, but the invoice charges one tax (IGST).']
    >>> right = Subject.of(
    ...     "invoice",
    ...     seller={"tax_id": "27AAPFU0939F1ZV"},
    ...     buyer={"tax_id": "27AAPFU0939F1ZV"},
    ...     taxes=[{"rate": "9", "amount": "9.00"}, {"rate": "9", "amount": "9.00"}],
    ... )
    >>> list(gst_place_contradicted(right))
    []
    """
    document = subject.document
    seller, buyer = document.seller.tax_id or document.seller.vat_id, document.buyer.tax_id or document.buyer.vat_id
    rows = [row for row in document.taxes if row.amount]
    if not (is_gstin(seller) and is_gstin(buyer)) or seller is None or buyer is None or document.ship_to or not rows:
        return
    same = compact(seller)[:2] == compact(buyer)[:2]
    halved = len(rows) % 2 == 0 and all(first.rate == second.rate for first, second in pairwise(rows[:2]))
    if same != halved and len(rows) <= 2 and (halved or len(rows) == 1):
        where = "the same state" if same else "different states"
        how = "two halves (CGST and SGST)" if halved else "one tax (IGST)"
        yield Problem(("taxes",), f"Seller and buyer are in {where}, but the invoice charges {how}.")
