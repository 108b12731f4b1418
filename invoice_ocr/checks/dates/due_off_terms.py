"""DAT108: the due date against the days of the terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem
from invoice_ocr.values.terms import due_after

SLACK = 4


def due_off_terms(subject: Subject) -> Iterator[Problem]:
    """The due date is not the number of days after the issue that the terms give.

    Why: one of the two dates, or the number of days, is misread; paid at the wrong day the discount is lost or
        interest due.
    Slack: four days, for weekends, holidays and terms that count from delivery.
    Silent when: issue date, due date or terms are missing; the terms name no days or several numbers of days
        (discounts); they count from the end of a month.
    Source: common practice; BT-9 and BT-20, EN 16931-1.

    >>> given = {"issue_date": "2026-05-12", "payment": {"terms": "30 days net"}}
    >>> [problem.message for problem in due_off_terms(Subject.of("invoice", due_date="2026-07-11", **given))]
    ['By the terms the payment is due on 2026-06-11, but the due date is 2026-07-11.']
    >>> list(due_off_terms(Subject.of("invoice", due_date="2026-06-11", **given)))
    []
    """
    document = subject.document
    days = due_after(document.payment.terms or "")
    if document.issue_date is None or document.due_date is None or days is None:
        return
    expected = document.issue_date + timedelta(days=days)
    if abs((document.due_date - expected).days) > SLACK:
        yield Problem(
            ("due_date", "issue_date", "payment.terms"),
            f"By the terms the payment is due on {expected.isoformat()}, "
            f"but the due date is {document.due_date.isoformat()}.",
            expected=expected,
            actual=document.due_date,
            tolerance=f"{SLACK} days",
        )
