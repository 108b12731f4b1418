"""TAX101: the tax rows against the total tax."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import step, withheld
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, plain
from invoice_ocr.model.finding import Problem


def tax_rows_differ(subject: Subject) -> Iterator[Problem]:
    """The tax rows do not add up to the total tax.

    Why: a rate that was missed or an amount misread changes the tax that is claimed back.
    Slack: none beyond half the last printed place.
    Silent when: the total tax or the amount of a row is missing; the total leaves out the tax withheld (negative rows);
        there are no other rows than that.
    Source: BR-CO-14, EN 16931-1.

    >>> rows = [{"rate": "19", "amount": "8.55"}, {"rate": "7", "amount": "1.75"}]
    >>> list(tax_rows_differ(Subject.of("invoice", taxes=rows, tax_total="10.30")))
    []
    >>> wrong = Subject.of("invoice", taxes=rows, tax_total="18.30")
    >>> [problem.message for problem in tax_rows_differ(wrong)]
    ['The tax rows add up to 10.30, but the total tax is 18.30.']
    """
    document = subject.document
    amount = add(row.amount for row in document.taxes)
    if document.tax_total is None or amount is None or not document.taxes or amount == withheld(document) != 0:
        return
    kept_out = add(row.amount for row in document.taxes if row.amount and row.amount > 0) or Decimal(0)
    slack = step(document) / 2
    if any(abs(known - document.tax_total) <= slack for known in (amount, kept_out)):
        return
    yield Problem(
        ("tax_total", *(f"taxes[{index}].amount" for index in range(len(document.taxes)))),
        f"The tax rows add up to {plain(amount)}, but the total tax is {plain(document.tax_total)}.",
        expected=amount,
        actual=document.tax_total,
        tolerance=slack,
    )
