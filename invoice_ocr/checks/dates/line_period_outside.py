"""DAT110: a line's period outside of that of the invoice."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def line_period_outside(subject: Subject) -> Iterator[Problem]:
    """The period of a line lies outside of the period of the invoice.

    Why: a date of one of them is misread, or a line belongs to another bill.
    Slack: none.
    Silent when: one of the dates is missing.
    Source: PEPPOL-EN16931-R110 and R111, Peppol BIS Billing 3.0.

    >>> wrong = Subject.of("invoice", period={"start": "2026-04-01"}, lines=[{"period": {"start": "2025-04-01"}}])
    >>> [problem.message for problem in line_period_outside(wrong)]
    ['The period of line 1 starts on 2025-04-01, before that of the invoice.']
    >>> right = Subject.of("invoice", period={"start": "2026-04-01"}, lines=[{"period": {"start": "2026-04-01"}}])
    >>> list(line_period_outside(right))
    []
    """
    whole = subject.document.period
    for index, line in enumerate(subject.document.lines):
        part = line.period
        if whole is None or part is None:
            continue
        if whole.start and part.start and part.start < whole.start:
            yield Problem(
                (f"lines[{index}].period.start", "period.start"),
                f"The period of line {index + 1} starts on {part.start.isoformat()}, before that of the invoice.",
                expected=whole.start,
                actual=part.start,
            )
        if whole.end and part.end and part.end > whole.end:
            yield Problem(
                (f"lines[{index}].period.end", "period.end"),
                f"The period of line {index + 1} ends on {part.end.isoformat()}, after that of the invoice.",
                expected=whole.end,
                actual=part.end,
            )
