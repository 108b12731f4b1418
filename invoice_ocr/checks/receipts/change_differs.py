"""RCP102: the change against cash handed over and total."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.cash import cash_slack
from invoice_ocr.checks.parts import extras, step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, nearest, plain, reach
from invoice_ocr.model.finding import Problem


def change_differs(subject: Subject) -> Iterator[Problem]:
    """The change differs from the cash handed over less the total.

    Why: cash and change prove the total of a receipt.
    Slack: none beyond half the last printed place; half a coin (at least 0.05) where the cash rounding is not printed.
    Silent when: one of the three is missing; tip, service charge or rounding lie between; a part was paid by card or
        voucher; a deposit lies between, and the amount due is paid; only the sign of the change differs.
    Source: common practice of receipts.

    >>> receipt = {"total": "9.90", "tendered": "20.00", "change": "10.10"}
    >>> list(change_differs(Subject.of("receipt", **receipt)))
    []
    >>> [problem.message for problem in change_differs(Subject.of("receipt", **{**receipt, "change": "16.10"}))]
    ['20.00 handed over for a total of 9.90 leaves 10.10, but the change is 16.10.']
    """
    receipt = subject.receipt
    if receipt is None or receipt.total is None or receipt.tendered is None or receipt.change is None:
        return
    totals = reach(receipt.total, *extras(subject))
    totals |= {amount for amount in (receipt.amount_due,) if amount is not None}
    handed = reach(receipt.tendered, *(tender.amount for tender in receipt.payments[:6]))
    left = {paid - total for paid in handed for total in totals}
    slack = max(step(receipt) / 2, cash_slack(subject, receipt.tendered - abs(receipt.change)))
    if any(abs(amount - abs(receipt.change)) <= slack for amount in left):
        return
    expected = nearest(abs(receipt.change), left)
    first = receipt.tendered - receipt.total
    yield Problem(
        ("change", "tendered", "total"),
        f"{plain(receipt.tendered)} handed over for a total of {plain(receipt.total)} "
        f"leaves {plain(max(first, ZERO))}, but the change is {plain(receipt.change)}.",
        expected=expected,
        actual=receipt.change,
        tolerance=slack,
    )
