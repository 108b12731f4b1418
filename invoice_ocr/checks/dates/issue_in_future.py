"""DAT102: issued in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

SLACK = timedelta(days=1)


def issue_in_future(subject: Subject) -> Iterator[Problem]:
    """The issue date is in the future.

    Why: day and month are swapped, or the year is misread.
    Slack: one day, for time zones.
    Silent when: the issue date is missing, or today's date was not given.
    Source: common practice; EN 16931-1 has no such rule.

    >>> from datetime import date
    >>> wrong = Subject.of("receipt", today=date(2026, 3, 1), issue_date="2026-11-02")
    >>> [problem.message for problem in issue_in_future(wrong)]
    ['Issued on 2026-11-02, which is after today, 2026-03-01.']
    >>> list(issue_in_future(Subject.of("receipt", today=date(2026, 3, 1), issue_date="2026-03-02")))
    []
    """
    issued, today = subject.document.issue_date, subject.today
    if issued is None or today is None or issued - today <= SLACK:
        return
    yield Problem(
        ("issue_date",),
        f"Issued on {issued}, which is after today, {today}.",
        expected=today,
        actual=issued,
        tolerance="1 day",
    )
