"""DAT109: a period that is far from the issue date."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

YEARS = 730


def period_far_from_issue(subject: Subject) -> Iterator[Problem]:
    """The billing period is more than two years from the issue date.

    Why: the year of the period or of the issue date is misread.
    Slack: two years; late corrections and long contracts stay below.
    Silent when: the issue date or the end of the period is missing.
    Source: plausibility; BT-74, EN 16931-1.

    >>> wrong = Subject.of("invoice", issue_date="2026-05-12", period={"end": "2016-04-30"})
    >>> [problem.message for problem in period_far_from_issue(wrong)]
    ['The billing period ends on 2016-04-30, but the issue date is 2026-05-12.']
    >>> right = Subject.of("invoice", issue_date="2026-05-12", period={"end": "2026-04-30"})
    >>> list(period_far_from_issue(right))
    []
    """
    document = subject.document
    end = document.period.end if document.period else None
    if document.issue_date is None or end is None or abs((end - document.issue_date).days) <= YEARS:
        return
    yield Problem(
        ("period.end", "issue_date"),
        f"The billing period ends on {end.isoformat()}, but the issue date is {document.issue_date.isoformat()}.",
        actual=end,
        tolerance=f"{YEARS} days",
    )
