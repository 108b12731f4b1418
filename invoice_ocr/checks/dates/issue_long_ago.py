"""DAT103: issued more than ten years ago."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

YEARS = 10


def issue_long_ago(subject: Subject) -> Iterator[Problem]:
    """The issue date is more than ten years ago.

    Why: documents are rarely booked that late; a digit of the year is more likely misread.
    Slack: ten years, the longest time that tax offices commonly ask to keep documents.
    Silent when: the issue date is missing, or today's date was not given.
    Source: common practice; EN 16931-1 has no such rule.

    >>> from datetime import date
    >>> wrong = Subject.of("receipt", today=date(2026, 3, 1), issue_date="2006-02-28")
    >>> [problem.message for problem in issue_long_ago(wrong)]
    ['Issued on 2006-02-28, more than 10 years ago.']
    >>> list(issue_long_ago(Subject.of("receipt", today=date(2026, 3, 1), issue_date="2016-03-01")))
    []
    """
    issued, today = subject.document.issue_date, subject.today
    if issued is None or today is None:
        return
    if (issued.year + YEARS, issued.month, issued.day) >= (today.year, today.month, today.day):
        return
    yield Problem(
        ("issue_date",), f"Issued on {issued}, more than {YEARS} years ago.", actual=issued, tolerance=f"{YEARS} years"
    )
