"""ARI106: an amount due that is not the total, with nothing paid."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import allowances, charges, extras, step, withheld
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain, reach
from invoice_ocr.model.finding import Problem


def amount_due_unexplained(subject: Subject) -> Iterator[Problem]:
    """The amount due differs from the total although no payment is named.

    Why: one of the two is misread, or a deposit, an earlier balance or tax withheld was not read.
    Slack: none beyond half the last printed place.
    Silent when: the total or the amount due is missing; a payment or a rounding is named (ARI105 looks at those); tip,
        service charge, allowances, charges or tax withheld explain the difference.
    Source: BR-CO-16, EN 16931-1.

    >>> wrong = Subject.of("invoice", total="119.00", amount_due="19.00")
    >>> [problem.message for problem in amount_due_unexplained(wrong)]
    ['The amount due is 19.00, the total 119.00, and the document names no payment.']
    >>> list(amount_due_unexplained(Subject.of("invoice", total="119.00", amount_due="119.00")))
    []
    """
    document = subject.document
    if document.total is None or document.amount_due is None:
        return
    if document.amount_paid is not None or document.rounding is not None:
        return
    moved = (allowances(document), charges(document), withheld(document))
    slack = step(document) / 2
    if any(abs(known - document.amount_due) <= slack for known in reach(document.total, *moved, *extras(subject))):
        return
    yield Problem(
        ("amount_due", "total"),
        f"The amount due is {plain(document.amount_due)}, the total {plain(document.total)}, "
        "and the document names no payment.",
        expected=document.total,
        actual=document.amount_due,
        tolerance=slack,
    )
