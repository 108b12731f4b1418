"""DAT107: a preceding invoice that is later than the document."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def preceding_after_issue(subject: Subject) -> Iterator[Problem]:
    """A preceding invoice was issued later than the document itself.

    Why: a credit note or correction follows what it corrects; day and month are swapped, or a date is misread.
    Slack: none; both may be of the same day.
    Silent when: one of the dates is missing.
    Source: common practice for BT-26 of EN 16931-1, which has no such rule.

    >>> earlier = [{"number": "R-1", "issue_date": "2026-04-01"}]
    >>> list(preceding_after_issue(Subject.of("invoice", issue_date="2026-05-12", preceding_invoices=earlier)))
    []
    >>> wrong = Subject.of("invoice", issue_date="2026-03-12", preceding_invoices=earlier)
    >>> [problem.message for problem in preceding_after_issue(wrong)]
    ['Refers to an invoice of 2026-04-01, which is after its own date, 2026-03-12.']
    """
    issued = subject.document.issue_date
    for index, preceding in enumerate(subject.document.preceding_invoices):
        if issued is None or preceding.issue_date is None or preceding.issue_date <= issued:
            continue
        yield Problem(
            (f"preceding_invoices[{index}].issue_date", "issue_date"),
            f"Refers to an invoice of {preceding.issue_date}, which is after its own date, {issued}.",
            expected=issued,
            actual=preceding.issue_date,
        )
