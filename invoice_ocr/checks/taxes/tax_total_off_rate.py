"""TAX103: the total tax against the only rate of the document."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import extras, moves, rates, step, withheld
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, nearest, plain, reach, rounded
from invoice_ocr.checks.taxes.line_taxes import by_line, rate_slack
from invoice_ocr.model.finding import Problem


def tax_total_off_rate(subject: Subject) -> Iterator[Problem]:
    """The total tax does not come from the only rate of the document.

    Why: where no tax base is printed, the rate still proves subtotal and tax.
    Slack: the last printed place, and half of it for each line; what a rate printed rounded (8.88 %) leaves open.
    Silent when: subtotal, total tax or rate is missing; there are several rates or rows, or a row names its base
        (TAX102 and TAX104 look at those); the tax is lower and a line does not say its rate, because such lines may be
        untaxed; the subtotal contains the tax; allowances, charges, service or tip are taxed or not.
    Source: BR-CO-17, EN 16931-1.

    >>> document = {"subtotal": "100.00", "tax_total": "19.00", "taxes": [{"rate": "19"}]}
    >>> list(tax_total_off_rate(Subject.of("invoice", **document)))
    []
    >>> [problem.message for problem in tax_total_off_rate(Subject.of("invoice", **{**document, "tax_total": "79.00"}))]
    ['19 % of 100.00 is 19.00, but the total tax is 79.00.']
    """
    document = subject.document
    named = rates(document)
    if document.subtotal is None or document.tax_total is None or len(named) != 1 or _has_rows(subject):
        return
    rate, tax, base = named.pop(), abs(document.tax_total), document.subtotal
    if rate < 0:
        return
    last_place = step(document)
    slack = last_place * (1 + Decimal(len(document.lines)) / 2) + rate_slack(base, rate)
    sums = {abs(known) for known in _taxes(subject, base, rate, last_place)}
    if any(abs(known - tax) <= slack for known in sums):
        return
    if tax < max(sums) and not _all_taxed(subject):
        return
    expected = rounded(base * rate / 100, last_place)
    yield Problem(
        ("tax_total", "subtotal"),
        f"{plain(rate)} % of {plain(base)} is {plain(expected)}, but the total tax is {plain(document.tax_total)}.",
        expected=rounded(nearest(tax, sums), last_place).copy_sign(document.tax_total),
        actual=document.tax_total,
        tolerance=slack,
    )


def _has_rows(subject: Subject) -> bool:
    rows = subject.document.taxes
    return len(rows) > 1 or any(row.base is not None for row in rows) or bool(withheld(subject.document))


def _all_taxed(subject: Subject) -> bool:
    lines = subject.document.lines
    return bool(lines) and all(line.tax_rate for line in lines) and not subject.document.charges


def _taxes(subject: Subject, base: Decimal, rate: Decimal, last_place: Decimal) -> set[Decimal]:
    document = subject.document
    bases = reach(base, *moves(document), *extras(subject))
    whole = {known * rate / over for known in bases for over in (Decimal(100), 100 + rate)}
    if add(line.amount for line in document.lines) is None:
        return whole
    return whole | by_line((line.amount for line in document.lines if line.amount is not None), rate, last_place)
