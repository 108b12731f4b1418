"""RCP101: the payments against the total."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.cash import cash_slack
from invoice_ocr.checks.parts import extras, step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, plain, reach
from invoice_ocr.model.finding import Problem


def payments_differ(subject: Subject) -> Iterator[Problem]:
    """The payments, less the change, differ from the total.

    Why: what was paid proves the total of a receipt.
    Slack: none beyond half the last printed place; half a coin (at least 0.05) where the payment is rounded to coins
        of its currency and the receipt does not print the rounding.
    Silent when: the total or the amount of a payment is missing; the payments are printed after the change was taken
        off; tip, service charge or rounding lie between; a deposit lies between, and the amount due is paid; change is
        missing and more was handed over.
    Source: common practice of receipts; BR-CO-16 of EN 16931-1 in another form.

    >>> receipt = {"total": "9.90", "payments": [{"method": "cash", "amount": "20.00"}], "change": "10.10"}
    >>> list(payments_differ(Subject.of("receipt", **receipt)))
    []
    >>> [problem.message for problem in payments_differ(Subject.of("receipt", **{**receipt, "total": "9.40"}))]
    ['Payments of 20.00 less change of 10.10 make 9.90, but the total is 9.40.']
    """
    receipt = subject.receipt
    if receipt is None or receipt.total is None or not receipt.payments:
        return
    paid = add(tender.amount for tender in receipt.payments)
    if paid is None or (receipt.change is None and paid > receipt.total):
        return
    change = receipt.change or 0
    totals = reach(receipt.total, *extras(subject))
    totals |= {amount for amount in (receipt.amount_due,) if amount is not None}
    slack = max(step(receipt) / 2, cash_slack(subject, paid - change))
    if any(abs(left - total) <= slack for left in (paid, paid - change) for total in totals):
        return
    yield Problem(
        ("total", "change", *(f"payments[{index}].amount" for index in range(len(receipt.payments)))),
        f"Payments of {plain(paid)} less change of {change} make {plain(paid - change)}, "
        f"but the total is {plain(receipt.total)}.",
        expected=paid - change,
        actual=receipt.total,
        tolerance=slack,
    )
