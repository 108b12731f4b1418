"""PAY101: more paid than the total."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain
from invoice_ocr.model.finding import Problem


def overpaid(subject: Subject) -> Iterator[Problem]:
    """More is paid than the total.

    Why: a deposit is smaller than the invoice; the payment or the total is misread.
    Slack: the rounding, and half the last printed place.
    Silent when: the total or the payment is missing; the document is a receipt (cash handed over, change given back);
        it gives money back, or names a negative amount due as what is left in favour of the buyer.
    Source: common practice; BR-CO-16 of EN 16931-1 allows a negative amount due.

    >>> [problem.message for problem in overpaid(Subject.of("invoice", total="119.00", amount_paid="500.00"))]
    ['500.00 is paid, more than the total of 119.00.']
    >>> list(overpaid(Subject.of("invoice", total="119.00", amount_paid="50.00")))
    []
    """
    document = subject.document
    if document.total is None or document.amount_paid is None or subject.receipt or subject.is_credit:
        return
    if document.total < 0 or (document.amount_due is not None and document.amount_due < 0):
        return
    slack = abs(document.rounding or ZERO) + step(document) / 2
    if document.amount_paid - document.total <= slack:
        return
    yield Problem(
        ("amount_paid", "total"),
        f"{plain(document.amount_paid)} is paid, more than the total of {plain(document.total)}.",
        expected=document.total,
        actual=document.amount_paid,
        tolerance=slack,
    )
