"""DAT105: due years after it was issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

LONGEST = timedelta(days=731)


def due_long_after_issue(subject: Subject) -> Iterator[Problem]:
    """The due date is more than two years after the issue date.

    Why: nobody grants such terms; a digit of one of the years is misread.
    Slack: two years.
    Silent when: one of the dates is missing.
    Source: common practice; EN 16931-1 has no such rule.

    >>> wrong = Subject.of("invoice", issue_date="2021-05-12", due_date="2027-06-12")
    >>> [problem.message for problem in due_long_after_issue(wrong)]
    ['Due on 2027-06-12, more than two years after it was issued on 2021-05-12.']
    >>> list(due_long_after_issue(Subject.of("invoice", issue_date="2026-05-12", due_date="2026-08-12")))
    []
    """
    issued, due = subject.document.issue_date, subject.document.due_date
    if issued is None or due is None or due - issued <= LONGEST:
        return
    yield Problem(
        ("due_date", "issue_date"),
        f"Due on {due}, more than two years after it was issued on {issued}.",
        actual=due,
        tolerance="2 years",
    )
