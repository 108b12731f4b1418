"""ARI101: a line's amount against quantity and unit price."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import decimals, line_extras, line_shares, rates, step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import nearest, plain, reach, rounded
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import Line

PRICED_PER = (1, 100, 1000)


def line_amount_differs(subject: Subject) -> Iterator[Problem]:
    """A line's amount differs from quantity times unit price.

    Why: a misread digit in any of the three shows up here first.
    Slack: twice the last printed place (Peppol allows 0.02), and half the last place of the unit price for each unit,
        because prices are printed rounded. None for a quantity of one, whose amount is the price.
    Silent when: one of the three is missing; the line's own discount or charge explains the amount, with or without
        it, be it printed as an amount or only as a percentage; the price is per 100 or 1000 units; one of the two
        contains tax at a rate that the document names and the other does not; only the sign differs (SGN102 looks at
        signs).
    Source: PEPPOL-EN16931-R120, Peppol BIS Billing 3.0.

    >>> line = {"quantity": "3", "unit_price": "4.50", "amount": "18.50"}
    >>> [problem.message for problem in line_amount_differs(Subject.of("invoice", lines=[line]))]
    ['Line 1: 3 x 4.50 makes 13.50, but the amount is 18.50.']
    >>> list(line_amount_differs(Subject.of("invoice", lines=[{**line, "amount": "13.50"}])))
    []
    """
    for index, line in enumerate(subject.document.lines):
        if line.quantity is None or line.unit_price is None or line.amount is None:
            continue
        yield from _compare(subject, index, line, (line.quantity, line.unit_price, line.amount))


def _compare(subject: Subject, index: int, line: Line, values: tuple[Decimal, Decimal, Decimal]) -> Iterator[Problem]:
    quantity, price, amount = values
    last_place = step(subject.document)
    slack = _slack(quantity, price, last_place)
    if abs(abs(quantity * price) - abs(amount)) <= slack:
        return
    loose = max(slack, 2 * last_place)
    sums = _admissible(line, abs(quantity * price), rates(subject.document))
    if any(abs(known - abs(amount)) <= loose for known in sums - {abs(quantity * price)}):
        return
    expected = nearest(abs(amount), reach(abs(quantity * price), *line_extras(line)))
    product = plain(rounded(quantity * price, last_place))
    yield Problem(
        tuple(f"lines[{index}].{name}" for name in ("amount", "quantity", "unit_price")),
        f"Line {index + 1}: {plain(quantity)} x {plain(price)} makes {product}, but the amount is {plain(amount)}.",
        expected=rounded(expected.copy_sign(quantity * price), last_place),
        actual=amount,
        tolerance=slack,
    )


def _slack(quantity: Decimal, price: Decimal, last_place: Decimal) -> Decimal:
    if abs(quantity) == 1:
        return last_place / 2
    price_place = min(Decimal(1).scaleb(-decimals(price)), last_place)
    return 2 * last_place + abs(quantity) * price_place / 2


def _admissible(line: Line, product: Decimal, named: set[Decimal]) -> set[Decimal]:
    """What the line may amount to, by the layouts that are in use."""
    starts = {product * share / per for share in line_shares(line) for per in PRICED_PER}
    for rate in named if line.tax_rate is None else {line.tax_rate}:
        if rate > 0:
            starts |= {product * (100 + rate) / 100, product * 100 / (100 + rate)}
    return {known for start in starts for known in reach(start, *line_extras(line))}
