"""TAX105: the base of a tax row against the lines of its rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import direction, rounded_lines, step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, nearest, plain, reach
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import Purchase, Tax


def tax_base_off_lines(subject: Subject) -> Iterator[Problem]:
    """The base of a tax row differs from the lines of its rate.

    Why: a line carries the wrong rate, or a base is misread, although the totals may still agree.
    Slack: less than half the last printed place for the base and for each line whose own product was rounded; the last
        place once more where tax is taken out of the prices.
    Silent when: a line has no amount or no rate; an allowance or charge of the document has no amount or no rate; the
        row has no base, or no line has its rate; two rows have the same rate; a row without rate stands beside it; the
        base contains the tax or the lines do; a receipt's service charge or tip may be taxed.
    Source: BR-S-08, EN 16931-1.

    >>> lines = [{"amount": "45.00", "tax_rate": "19"}, {"amount": "25.00", "tax_rate": "7"}]
    >>> rows = [{"rate": "19", "base": "45.00"}, {"rate": "7", "base": "25.00"}]
    >>> list(tax_base_off_lines(Subject.of("invoice", lines=lines, taxes=rows)))
    []
    >>> wrong = Subject.of("invoice", lines=lines, taxes=[rows[0], {"rate": "7", "base": "28.00"}])
    >>> [problem.message for problem in tax_base_off_lines(wrong)]
    ['The lines taxed at 7 % add up to 25.00, but the tax base is 28.00.']
    """
    document = subject.document
    if not _is_complete(document) or (subject.receipt and (subject.receipt.tip or subject.receipt.service_charge)):
        return
    last_place = step(document)
    slack = last_place * (1 + rounded_lines(document)) / 2
    for index, row in enumerate(document.taxes):
        if row.base is None or row.rate is None or not any(line.tax_rate == row.rate for line in document.lines):
            continue
        on_lines, moved = _at_rate(document, row.rate)
        sums = reach(on_lines, *moved)
        if _holds(row, row.base, sums, slack, last_place):
            continue
        yield Problem(
            (f"taxes[{index}].base", *_paths(document, row.rate)),
            f"The lines taxed at {plain(row.rate)} % add up to {plain(on_lines)}, "
            f"but the tax base is {plain(row.base)}.",
            expected=nearest(row.base, sums),
            actual=row.base,
            tolerance=slack,
        )


def _is_complete(document: Purchase) -> bool:
    rows = (*document.allowances, *document.charges)
    named = [row.rate for row in document.taxes]
    return (
        all(line.amount is not None and line.tax_rate is not None for line in document.lines)
        and all(row.amount is not None and row.tax_rate is not None for row in rows)
        and (bool(rows) or not (document.allowance_total or document.charge_total))
        and None not in named
        and len(set(named)) == len(named)
    )


def _at_rate(document: Purchase, rate: Decimal) -> tuple[Decimal, tuple[Decimal, ...]]:
    """The lines of a rate, and the document's allowances and charges of that rate."""
    on_lines = sum((line.amount for line in document.lines if line.amount and line.tax_rate == rate), ZERO)
    sign = direction(document)
    off = tuple(-sign * abs(row.amount) for row in document.allowances if row.amount and row.tax_rate == rate)
    on = tuple(sign * abs(row.amount) for row in document.charges if row.amount and row.tax_rate == rate)
    return on_lines, off + on


def _paths(document: Purchase, rate: Decimal) -> list[str]:
    return [f"lines[{index}].amount" for index, line in enumerate(document.lines) if line.tax_rate == rate]


def _holds(row: Tax, base: Decimal, sums: set[Decimal], slack: Decimal, last_place: Decimal) -> bool:
    if any(abs(abs(known) - abs(base)) < slack for known in sums):
        return True
    tax = abs(row.amount) if row.amount is not None else abs(base) * (row.rate or ZERO) / 100
    moved = {abs(known) - tax for known in sums} | {abs(known) + tax for known in sums}
    return any(abs(known - abs(base)) < slack + last_place for known in moved)
