"""TAX109: a rate of zero in the taxed category."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def standard_rate_zero(subject: Subject) -> Iterator[Problem]:
    """The taxed category S has a rate of zero.

    Why: an invoice without tax needs a reason (zero rated, exempt, reverse charge); category S says that it is taxed.
    Slack: none.
    Silent when: category or rate is missing.
    Source: BR-S-05, EN 16931-1.

    >>> list(standard_rate_zero(Subject.of("invoice", taxes=[{"category": "S", "rate": "20"}])))
    []
    >>> wrong = Subject.of("invoice", taxes=[{"category": "S", "rate": "0"}])
    >>> [problem.message for problem in standard_rate_zero(wrong)]
    ['Tax row 1 is of the taxed category S, but its rate is zero.']
    """
    for index, row in enumerate(subject.document.taxes):
        if row.category == "S" and row.rate == 0:
            yield Problem(
                (f"taxes[{index}].rate", f"taxes[{index}].category"),
                f"Tax row {index + 1} is of the taxed category S, but its rate is zero.",
                actual=row.rate,
            )
