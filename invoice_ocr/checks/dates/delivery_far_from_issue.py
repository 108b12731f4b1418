"""DAT106: delivered years before or after the invoice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

FAR = timedelta(days=731)


def delivery_far_from_issue(subject: Subject) -> Iterator[Problem]:
    """The delivery date is more than two years from the issue date.

    Why: goods are invoiced around their delivery; a digit of one of the years is misread.
    Slack: two years either way: deposits are invoiced before, and late invoices after the delivery.
    Silent when: one of the dates is missing.
    Source: common practice; EN 16931-1 has no such rule.

    >>> wrong = Subject.of("invoice", issue_date="2026-05-12", delivery_date="2020-05-10")
    >>> [problem.message for problem in delivery_far_from_issue(wrong)]
    ['Delivered on 2020-05-10, more than two years from the issue on 2026-05-12.']
    >>> list(delivery_far_from_issue(Subject.of("invoice", issue_date="2026-05-12", delivery_date="2026-06-01")))
    []
    """
    issued, delivered = subject.document.issue_date, subject.document.delivery_date
    if issued is None or delivered is None or abs(delivered - issued) <= FAR:
        return
    yield Problem(
        ("delivery_date", "issue_date"),
        f"Delivered on {delivered}, more than two years from the issue on {issued}.",
        actual=delivered,
        tolerance="2 years",
    )
