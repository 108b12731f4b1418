"""DAT104: a period that ends before it starts."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def period_reversed(subject: Subject) -> Iterator[Problem]:
    """A period ends before it starts.

    Why: day and month are swapped, or one of the two dates is misread.
    Slack: none; a period may be a single day.
    Silent when: there is no period, or one of its ends is missing.
    Source: BR-29, BR-30, EN 16931-1.

    >>> wrong = Subject.of("invoice", period={"start": "2026-05-01", "end": "2026-04-30"})
    >>> [problem.message for problem in period_reversed(wrong)]
    ['The period from 2026-05-01 to 2026-04-30 ends before it starts.']
    >>> list(period_reversed(Subject.of("invoice", period={"start": "2026-05-01", "end": "2026-05-31"})))
    []
    """
    periods = {"period": subject.document.period}
    periods |= {f"lines[{index}].period": line.period for index, line in enumerate(subject.document.lines)}
    for path, period in periods.items():
        if period is None or period.start is None or period.end is None or period.start <= period.end:
            continue
        yield Problem(
            (f"{path}.end", f"{path}.start"),
            f"The period from {period.start} to {period.end} ends before it starts.",
            expected=period.start,
            actual=period.end,
        )
