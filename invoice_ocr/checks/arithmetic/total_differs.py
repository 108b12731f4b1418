"""ARI104: the total against subtotal and tax."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.cash import cash_slack
from invoice_ocr.checks.parts import extras, moves, step, taxes
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import nearest, plain, reach
from invoice_ocr.model.finding import Problem


def total_differs(subject: Subject) -> Iterator[Problem]:
    """The total differs from subtotal plus tax.

    Why: these three amounts are what gets booked.
    Slack: none beyond half the last printed place; the last place itself on receipts and where prices contain the
        tax, because net and tax are then rounded separately; half a coin (at least 0.05) for the cash total of a
        receipt in a currency with cash rounding.
    Silent when: the total, the tax or both subtotal and total of the lines are missing; any usual layout holds: the
        subtotal contains the tax, allowances and charges stand after the subtotal, tip, service charge, rounding,
        tax withheld or a payment lies between.
    Source: BR-CO-15, EN 16931-1.

    >>> document = {"subtotal": "100.00", "tax_total": "19.00", "total": "119.00"}
    >>> list(total_differs(Subject.of("invoice", **document)))
    []
    >>> [problem.message for problem in total_differs(Subject.of("invoice", **{**document, "total": "129.00"}))]
    ['Subtotal 100.00 and tax 19.00 make 119.00, but the total is 129.00.']
    """
    document = subject.document
    start = document.lines_total if document.subtotal is None else document.subtotal
    tax = taxes(document)
    if document.total is None or start is None or not tax:
        return
    sums = _sums(subject, start, tax)
    slack = max(_slack(subject), cash_slack(subject, document.total))
    if any(abs(known - document.total) <= slack for known in sums):
        return
    first = "total of the lines" if document.subtotal is None else "subtotal"
    yield Problem(
        ("total", "lines_total" if document.subtotal is None else "subtotal", "tax_total"),
        f"{first.capitalize()} {plain(start)} and tax {plain(tax[0])} make {plain(start + tax[0])}, "
        f"but the total is {plain(document.total)}.",
        expected=nearest(document.total, sums),
        actual=document.total,
        tolerance=slack,
    )


def _sums(subject: Subject, start: Decimal, tax: tuple[Decimal, ...]) -> set[Decimal]:
    document = subject.document
    starts = {start + amount for amount in tax} | (set() if subject.adds_tax else {start})
    paid = -document.amount_paid if document.amount_paid is not None else None
    moved = (*moves(document), paid)
    return {known for first in starts for known in reach(first, *moved, *extras(subject))}


def _slack(subject: Subject) -> Decimal:
    last_place = step(subject.document)
    tax_inside = subject.layout == "inclusive" or subject.document.prices_include_tax is True
    return last_place if tax_inside or subject.receipt is not None else last_place / 2
