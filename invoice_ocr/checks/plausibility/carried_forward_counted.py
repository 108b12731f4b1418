"""PLA102: a sum carried from page to page, counted as an item."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO
from invoice_ocr.checks.wording import CARRIED
from invoice_ocr.model.finding import Problem


def carried_forward_counted(subject: Subject) -> Iterator[Problem]:
    """A sum carried forward is counted as a line item.

    Why: it repeats the lines before it, so that they would be paid twice.
    Slack: none.
    Silent when: no line's description is nothing but words for carrying forward or for a subtotal, or the line has
        no amount; the amount is not the sum of the lines before it.
    Source: common practice of invoices of several pages.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     lines=[{"amount": "40.00"}, {"description": "Carried forward", "amount": "40.00"}],
    ... )
    >>> [problem.message for problem in carried_forward_counted(wrong)]
    ['Line 2 (Carried forward) is the sum of the lines before it, and no item.']
    >>> right = Subject.of("invoice", lines=[{"amount": "40.00"}, {"description": "Carrier bag", "amount": "40.00"}])
    >>> list(carried_forward_counted(right))
    []
    """
    running = ZERO
    for index, line in enumerate(subject.document.lines):
        words = (line.description or "").strip()
        if line.amount and running and CARRIED.fullmatch(words) and abs(line.amount) == abs(running):
            yield Problem(
                (f"lines[{index}]",),
                f"Line {index + 1} ({words}) is the sum of the lines before it, and no item.",
                actual=line.amount,
            )
            continue
        running += line.amount or ZERO
