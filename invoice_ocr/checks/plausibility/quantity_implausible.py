"""PLA107: a quantity of ten millions and more."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem

MOST = 10_000_000


def quantity_implausible(subject: Subject) -> Iterator[Problem]:
    """The quantity has more than seven digits.

    Why: an item code or a bar code was read as the quantity.
    Slack: none.
    Silent when: the quantity is missing or smaller.
    Source: plausibility.

    >>> wrong = Subject.of("invoice", lines=[{"quantity": "4006381333931"}])
    >>> [problem.message for problem in quantity_implausible(wrong)]
    ['Line 1 has a quantity of 4006381333931.']
    >>> right = Subject.of("invoice", lines=[{"quantity": "100000"}])
    >>> list(quantity_implausible(right))
    []
    """
    for index, line in enumerate(subject.document.lines):
        if line.quantity is not None and abs(line.quantity) >= MOST:
            yield Problem(
                (f"lines[{index}].quantity",),
                f"Line {index + 1} has a quantity of {plain(line.quantity)}.",
                actual=line.quantity,
            )
