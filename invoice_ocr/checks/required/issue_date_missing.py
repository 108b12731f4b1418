"""REQ102: no issue date."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def issue_date_missing(subject: Subject) -> Iterator[Problem]:
    """The issue date is missing.

    Why: it decides in which period the document is booked.
    Slack: none.
    Silent when: the issue date is there.
    Source: BR-03, EN 16931-1.

    >>> [problem.message for problem in issue_date_missing(Subject.of("invoice", due_date="2026-05-12"))]
    ['The issue date is missing.']
    >>> list(issue_date_missing(Subject.of("invoice", issue_date="2026-04-12")))
    []
    """
    if subject.document.issue_date is None:
        yield Problem(("issue_date",), "The issue date is missing.")
