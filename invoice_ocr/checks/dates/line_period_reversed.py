"""DAT111: the period of a line that ends before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def line_period_reversed(subject: Subject) -> Iterator[Problem]:
    """The period of a line ends before it starts.

    Why: one of the two dates is misread.
    Slack: none.
    Silent when: one of the dates is missing.
    Source: BR-30, EN 16931-1.

    >>> wrong = Subject.of("invoice", lines=[{"period": {"start": "2026-04-30", "end": "2026-04-01"}}])
    >>> [problem.message for problem in line_period_reversed(wrong)]
    ['The period of line 1 ends on 2026-04-01, before its start.']
    >>> right = Subject.of("invoice", lines=[{"period": {"start": "2026-04-01", "end": "2026-04-30"}}])
    >>> list(line_period_reversed(right))
    []
    """
    for index, line in enumerate(subject.document.lines):
        period = line.period
        if period and period.start and period.end and period.end < period.start:
            yield Problem(
                (f"lines[{index}].period.end", f"lines[{index}].period.start"),
                f"The period of line {index + 1} ends on {period.end.isoformat()}, before its start.",
                expected=f"from {period.start.isoformat()}",
                actual=period.end,
            )
