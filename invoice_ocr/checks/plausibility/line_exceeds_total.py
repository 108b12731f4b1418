"""PLA106: a line that costs more than everything."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def line_exceeds_total(subject: Subject) -> Iterator[Problem]:
    """A line costs more than the whole document.

    Why: an item code, a date or several columns were read as its amount.
    Slack: none.
    Silent when: amounts of lines or the total are missing; a line, an allowance, a payment or a rounding takes
        something off; the document gives money back.
    Source: plausibility.

    >>> wrong = Subject.of("invoice", lines=[{"amount": "4711.00"}, {"amount": "5.00"}], total="9.00")
    >>> [problem.message for problem in line_exceeds_total(wrong)]
    ['Line 1 is 4711.00, more than the whole document (9.00).']
    >>> right = Subject.of("invoice", lines=[{"amount": "4.00"}, {"amount": "5.00"}], total="9.00")
    >>> list(line_exceeds_total(right))
    []
    """
    document = subject.document
    most = max(
        (abs(known) for known in (document.total, document.subtotal, document.lines_total) if known is not None),
        default=None,
    )
    negative = any(line.amount is not None and line.amount < 0 for line in document.lines)
    off = (document.allowances, document.allowance_total, document.amount_paid, document.rounding)
    if not most or document.total is None or negative or any(off) or subject.is_credit:
        return
    for index, line in enumerate(document.lines):
        if line.amount is not None and line.amount > most:
            yield Problem(
                (f"lines[{index}].amount", "total"),
                f"Line {index + 1} is {plain(line.amount)}, more than the whole document ({plain(most)}).",
                actual=line.amount,
            )
