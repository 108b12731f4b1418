"""ARI107: the total of the allowances against its rows."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, plain
from invoice_ocr.model.finding import Problem


def allowance_total_differs(subject: Subject) -> Iterator[Problem]:
    """The total of the allowances differs from their sum.

    Why: one of the allowances was missed or misread.
    Slack: none beyond half the last printed place.
    Silent when: the total or the amount of one of the allowances is missing; only the sign differs.
    Source: BR-CO-11, EN 16931-1.

    >>> rows = [{"amount": "5.00"}, {"amount": "2.50"}]
    >>> list(allowance_total_differs(Subject.of("invoice", allowances=rows, allowance_total="7.50")))
    []
    >>> document = Subject.of("invoice", allowances=rows, allowance_total="1.50")
    >>> [problem.message for problem in allowance_total_differs(document)]
    ['The allowances add up to 7.50, but their total is 1.50.']
    """
    document = subject.document
    amount = add(row.amount for row in document.allowances)
    if document.allowance_total is None or amount is None or not document.allowances:
        return
    slack = step(document) / 2
    if abs(abs(amount) - abs(document.allowance_total)) <= slack:
        return
    yield Problem(
        ("allowance_total", *(f"allowances[{index}].amount" for index in range(len(document.allowances)))),
        f"The allowances add up to {plain(amount)}, but their total is {plain(document.allowance_total)}.",
        expected=amount,
        actual=document.allowance_total,
        tolerance=slack,
    )
