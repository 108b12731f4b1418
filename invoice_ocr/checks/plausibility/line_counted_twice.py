"""PLA101: a line that stands twice, where the sums hold without it."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, add, plain
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import Line


def line_counted_twice(subject: Subject) -> Iterator[Problem]:
    """A line stands twice, and without one of them the lines add up.

    Why: it was read twice, for example at the seam of two pages, or charged twice.
    Slack: half the last printed place.
    Silent when: two lines are not equal in description, quantity, price and amount, or have no description; a line
        has no amount; the lines add up as they are; they don't add up without the repeated line either.
    Source: arithmetic; compare BR-CO-10, EN 16931-1.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     lines=[{"description": "Tea", "amount": "4.00"}, {"description": "Tea", "amount": "4.00"}],
    ...     subtotal="4.00",
    ... )
    >>> [problem.message for problem in line_counted_twice(wrong)]
    ['Line 2 repeats line 1, and without it the lines add up to 4.00.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     lines=[{"description": "Tea", "amount": "4.00"}, {"description": "Tea", "amount": "4.00"}],
    ...     subtotal="8.00",
    ... )
    >>> list(line_counted_twice(right))
    []
    """
    document = subject.document
    amount = add(line.amount for line in document.lines)
    target = document.lines_total if document.lines_total is not None else document.subtotal
    if amount is None or target is None or abs(amount - target) <= step(document) / 2:
        return
    for index, first in _repeated(document.lines):
        if abs(amount - (document.lines[index].amount or ZERO) - target) <= step(document) / 2:
            yield Problem(
                (f"lines[{index}]", f"lines[{first}]"),
                f"Line {index + 1} repeats line {first + 1}, and without it the lines add up to {plain(target)}.",
                expected=target,
                actual=amount,
            )
            return


def _repeated(lines: tuple[Line, ...]) -> Iterator[tuple[int, int]]:
    """Each line that is like an earlier one, with the first such."""
    seen: dict[tuple[object, ...], int] = {}
    for index, line in enumerate(lines):
        first = seen.setdefault((line.description, line.quantity, line.unit_price, line.amount), index)
        if first != index and line.description and line.amount:
            yield index, first
