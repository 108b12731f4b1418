"""ARI105: the amount due against total, payments and rounding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import direction, extras, step, withheld
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import nearest, plain, reach
from invoice_ocr.model.finding import Problem


def amount_due_differs(subject: Subject) -> Iterator[Problem]:
    """The amount due differs from the total less what is paid plus rounding.

    Why: the amount due is what gets paid.
    Slack: none beyond half the last printed place.
    Silent when: the total or the amount due is missing, or neither a payment nor a rounding is named (ARI106 looks at
        those); tax withheld explains the difference; the total already contains the rounding; a receipt that was paid
        on the spot repeats its total as the amount due.
    Source: BR-CO-16, EN 16931-1.

    >>> document = {"total": "119.00", "amount_paid": "50.00", "amount_due": "69.00"}
    >>> list(amount_due_differs(Subject.of("invoice", **document)))
    []
    >>> wrong = Subject.of("invoice", **{**document, "amount_due": "96.00"})
    >>> [problem.message for problem in amount_due_differs(wrong)]
    ['A total of 119.00 less 50.00 paid leaves 69.00, but the amount due is 96.00.']
    """
    document = subject.document
    if document.total is None or document.amount_due is None:
        return
    if document.amount_paid is None and document.rounding is None:
        return
    paid = abs(document.amount_paid or Decimal(0)) * direction(document)
    left = document.total - paid
    starts = {left, document.total} if subject.receipt else {left}
    if document.amount_paid is not None and document.amount_paid * direction(document) < 0:
        starts.add(document.total - document.amount_paid)
    sums = {known for start in starts for known in reach(start, *extras(subject), withheld(document))}
    slack = step(document) / 2
    if any(abs(known - document.amount_due) <= slack for known in sums):
        return
    expected = nearest(document.amount_due, sums)
    yield Problem(
        ("amount_due", "total", "amount_paid", "rounding"),
        f"A total of {plain(document.total)} less {plain(paid)} paid leaves {plain(expected)}, "
        f"but the amount due is {plain(document.amount_due)}.",
        expected=expected,
        actual=document.amount_due,
        tolerance=slack,
    )
