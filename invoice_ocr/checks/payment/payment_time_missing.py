"""PAY102: an amount due without a due date or terms."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def payment_time_missing(subject: Subject) -> Iterator[Problem]:
    """An amount is due, but neither a due date nor payment terms are named.

    Why: without either, nobody knows when to pay.
    Slack: none.
    Silent when: the amount due is missing, zero or negative; a due date or terms are there.
    Source: BR-CO-25, EN 16931-1.

    >>> [problem.message for problem in payment_time_missing(Subject.of("invoice", amount_due="119.00"))]
    ['119.00 is due, but neither a due date nor payment terms are named.']
    >>> list(payment_time_missing(Subject.of("invoice", amount_due="119.00", due_date="2026-05-12")))
    []
    """
    document = subject.document
    if document.amount_due is None or document.amount_due <= 0 or document.due_date or document.payment.terms:
        return
    yield Problem(
        ("due_date", "payment.terms"),
        f"{plain(document.amount_due)} is due, but neither a due date nor payment terms are named.",
    )
