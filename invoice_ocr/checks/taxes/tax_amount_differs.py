"""TAX102: the amount of a tax row against its base and rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain, rounded
from invoice_ocr.checks.taxes.line_taxes import by_line, rate_slack, taxed_at
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import Purchase, Receipt

WHOLE = frozenset(["CLP", "CZK", "HUF", "IDR", "ISK", "JPY", "KRW", "TWD", "VND"])
"""Currencies in which tax is rounded to whole units, even where net amounts are written with two decimals."""


def tax_amount_differs(subject: Subject) -> Iterator[Problem]:
    """The tax of a row differs from its base times its rate.

    Why: base, rate and amount prove each other; one of them is misread.
    Slack: less than the last printed place, because some round up or down instead of half up; twice that, and half a
        place for each line, where tax may have been rounded line by line; twice that on receipts, whose tills round
        the tax within each line's price; what a rate printed rounded (8.88 %) leaves open; one unit where a currency
        without small coins (HUF, CZK, JPY, ...) shows a whole amount. The standard allows up to 1.00, which would
        let misread cents pass.
    Silent when: rate, base or amount is missing; the base contains the tax; only the sign differs; the amount is the
        sum of the tax of each line, rounded on its own.
    Source: BR-CO-17, EN 16931-1.

    >>> row = {"rate": "19", "base": "200.00", "amount": "38.00"}
    >>> list(tax_amount_differs(Subject.of("invoice", taxes=[row])))
    []
    >>> [problem.message for problem in tax_amount_differs(Subject.of("invoice", taxes=[{**row, "amount": "36.00"}]))]
    ['19 % of 200.00 is 38.00, but the tax is 36.00.']
    """
    document = subject.document
    last_place = step(document)
    for index, row in enumerate(document.taxes):
        if row.rate is None or row.base is None or row.amount is None:
            continue
        if _holds(document, (row.rate, row.base, row.amount), last_place):
            continue
        expected = rounded(row.base * row.rate / 100, last_place)
        yield Problem(
            tuple(f"taxes[{index}].{name}" for name in ("amount", "base", "rate")),
            f"{plain(row.rate)} % of {plain(row.base)} is {plain(expected)}, but the tax is {plain(row.amount)}.",
            expected=expected,
            actual=row.amount,
            tolerance=last_place,
        )


def _holds(document: Purchase, values: tuple[Decimal, Decimal, Decimal], last_place: Decimal) -> bool:
    rate, base, amount = values
    lines = taxed_at(document, rate)
    slack = last_place + rate_slack(base, rate)
    if amount % 1 == 0 and document.currency in WHOLE:
        slack = max(slack, Decimal(1))
    if lines is None:
        slack += last_place * (1 + Decimal(len(document.lines)) / 2)
    elif isinstance(document, Receipt):
        slack += last_place
    sums = {base * rate / 100, base * rate / (100 + rate)} if rate > 0 else {base * rate / 100}
    if any(abs(abs(known) - abs(amount)) < slack for known in sums):
        return True
    if not lines or rate <= 0:
        return False
    each = by_line((line.amount for line in lines if line.amount is not None), rate, last_place)
    return any(abs(abs(known) - abs(amount)) <= last_place / 2 for known in each)
