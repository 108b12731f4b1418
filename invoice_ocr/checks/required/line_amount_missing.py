"""REQ109: a line without an amount."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def line_amount_missing(subject: Subject) -> Iterator[Problem]:
    """A line has no amount although other lines have one.

    Why: as long as one amount is missing, the lines cannot prove the totals.
    Slack: none.
    Silent when: no line has an amount; the line names neither a quantity nor a unit price (a heading or remark).
    Source: BR-24, EN 16931-1.

    >>> lines = [{"quantity": "2", "amount": "9.90"}, {"quantity": "1"}, {"description": "with ice"}]
    >>> [problem.message for problem in line_amount_missing(Subject.of("receipt", lines=lines))]
    ['Line 2 has no amount.']
    >>> list(line_amount_missing(Subject.of("receipt", lines=lines[:1])))
    []
    """
    lines = subject.document.lines
    if all(line.amount is None for line in lines):
        return
    for index, line in enumerate(lines):
        if line.amount is None and (line.quantity is not None or line.unit_price is not None):
            yield Problem((f"lines[{index}].amount",), f"Line {index + 1} has no amount.")
