"""RCP105: more change than was given."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def change_exceeds_given(subject: Subject) -> Iterator[Problem]:
    """The change is more than what was given.

    Why: the two are exchanged, or one is misread.
    Slack: none.
    Silent when: one of the two is missing; what was given is zero (cashback on a card).
    Source: arithmetic of a till.

    >>> wrong = Subject.of("receipt", tendered="5.00", change="8.10")
    >>> [problem.message for problem in change_exceeds_given(wrong)]
    ['The change is 8.10, but only 5.00 was given.']
    >>> right = Subject.of("receipt", tendered="10.00", change="8.10")
    >>> list(change_exceeds_given(right))
    []
    """
    receipt = subject.receipt
    if (
        receipt is None
        or not receipt.tendered
        or receipt.change is None
        or abs(receipt.change) <= abs(receipt.tendered)
    ):
        return
    yield Problem(
        ("change", "tendered"),
        f"The change is {plain(receipt.change)}, but only {plain(receipt.tendered)} was given.",
        actual=receipt.change,
    )
