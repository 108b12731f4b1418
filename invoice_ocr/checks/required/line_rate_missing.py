"""REQ114: a line without a tax rate beside several rates."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def line_rate_missing(subject: Subject) -> Iterator[Problem]:
    """A line does not say which of several tax rates it has.

    Why: it cannot be booked on the right account.
    Slack: none.
    Silent when: there are not two rates above zero or with zero among the tax rows; the line has a rate or a
        category.
    Source: BR-CO-04, EN 16931-1.

    >>> wrong = Subject.of("invoice", lines=[{"amount": "1.00"}], taxes=[{"rate": "7"}, {"rate": "19"}])
    >>> [problem.message for problem in line_rate_missing(wrong)]
    ['Line 1 does not say which of the tax rates it has.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     lines=[{"amount": "1.00", "tax_rate": "7"}],
    ...     taxes=[{"rate": "7"}, {"rate": "19"}],
    ... )
    >>> list(line_rate_missing(right))
    []
    """
    document = subject.document
    if len({row.rate for row in document.taxes if row.rate is not None}) < 2:
        return
    for index, line in enumerate(document.lines):
        if line.tax_rate is None and line.tax_category is None and line.amount:
            yield Problem(
                (f"lines[{index}].tax_rate",), f"Line {index + 1} does not say which of the tax rates it has."
            )
