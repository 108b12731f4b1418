"""RCP104: a tip as large as the bill."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def tip_implausible(subject: Subject) -> Iterator[Problem]:
    """The tip is larger than the bill.

    Why: the total was read as the tip, or a digit too much.
    Slack: none; even a generous tip is smaller than the bill.
    Silent when: tip or total is missing.
    Source: plausibility.

    >>> wrong = Subject.of("receipt", tip="60.00", total="45.00")
    >>> [problem.message for problem in tip_implausible(wrong)]
    ['The tip of 60.00 is larger than the bill of 45.00.']
    >>> right = Subject.of("receipt", tip="6.00", total="45.00")
    >>> list(tip_implausible(right))
    []
    """
    receipt = subject.receipt
    if receipt is None or not receipt.tip or not receipt.total or receipt.total <= 0:
        return
    if receipt.tip > receipt.total:
        yield Problem(
            ("tip", "total"),
            f"The tip of {plain(receipt.tip)} is larger than the bill of {plain(receipt.total)}.",
            actual=receipt.tip,
        )
