"""DAT101: due before it was issued."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def due_before_issue(subject: Subject) -> Iterator[Problem]:
    """The due date is earlier than the issue date.

    Why: day and month are swapped, or one of the two dates is misread.
    Slack: none; both may be the same day.
    Silent when: one of the dates is missing; the document gives money back.
    Source: common practice; EN 16931-1 has no such rule.

    >>> wrong = Subject.of("invoice", issue_date="2026-05-12", due_date="2026-04-12")
    >>> [problem.message for problem in due_before_issue(wrong)]
    ['Due on 2026-04-12, before it was issued on 2026-05-12.']
    >>> list(due_before_issue(Subject.of("invoice", issue_date="2026-05-12", due_date="2026-05-12")))
    []
    """
    issued, due = subject.document.issue_date, subject.document.due_date
    if issued is None or due is None or due >= issued or subject.is_credit:
        return
    yield Problem(
        ("due_date", "issue_date"), f"Due on {due}, before it was issued on {issued}.", expected=issued, actual=due
    )
