"""ARI108: the total of the charges against its rows."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, plain
from invoice_ocr.model.finding import Problem


def charge_total_differs(subject: Subject) -> Iterator[Problem]:
    """The total of the charges differs from their sum.

    Why: one of the charges was missed or misread.
    Slack: none beyond half the last printed place.
    Silent when: the total or the amount of one of the charges is missing; only the sign differs.
    Source: BR-CO-12, EN 16931-1.

    >>> rows = [{"amount": "5.00"}, {"amount": "2.50"}]
    >>> list(charge_total_differs(Subject.of("invoice", charges=rows, charge_total="7.50")))
    []
    >>> document = Subject.of("invoice", charges=rows, charge_total="1.50")
    >>> [problem.message for problem in charge_total_differs(document)]
    ['The charges add up to 7.50, but their total is 1.50.']
    """
    document = subject.document
    amount = add(row.amount for row in document.charges)
    if document.charge_total is None or amount is None or not document.charges:
        return
    slack = step(document) / 2
    if abs(abs(amount) - abs(document.charge_total)) <= slack:
        return
    yield Problem(
        ("charge_total", *(f"charges[{index}].amount" for index in range(len(document.charges)))),
        f"The charges add up to {plain(amount)}, but their total is {plain(document.charge_total)}.",
        expected=amount,
        actual=document.charge_total,
        tolerance=slack,
    )
