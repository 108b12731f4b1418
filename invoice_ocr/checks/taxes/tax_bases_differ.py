"""TAX104: the tax bases against the subtotal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import direction, extras, moves, step, taxes
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, add, plain, reach
from invoice_ocr.model.finding import Problem

MANY = 8


def tax_bases_differ(subject: Subject) -> Iterator[Problem]:
    """The tax bases do not add up to the subtotal.

    Why: a part of the amount is taxed twice, or a rate was missed or misread.
    Slack: half the last printed place for the sum and for each row after the first.
    Silent when: the subtotal or a base is missing; some rows, and not all, add up (several taxes on the same goods, tax
        withheld); the bases contain the tax; allowances, charges, service or tip are taxed or not; the bases are lower
        and a line or charge does not say its rate, because such amounts may be untaxed; there are more than eight rows.
    Source: BR-S-08, BR-CO-13, EN 16931-1.

    >>> document = {"subtotal": "70.00", "taxes": [{"rate": "19", "base": "45.00"}, {"rate": "7", "base": "25.00"}]}
    >>> list(tax_bases_differ(Subject.of("invoice", **document)))
    []
    >>> [problem.message for problem in tax_bases_differ(Subject.of("invoice", **{**document, "subtotal": "60.00"}))]
    ['The tax bases add up to 70.00, but the subtotal is 60.00.']
    """
    document = subject.document
    bases = [abs(row.base) for row in document.taxes if row.base is not None]
    if document.subtotal is None or not bases or not len(bases) == len(document.taxes) <= MANY:
        return
    amount = sum(bases, ZERO)
    slack = step(document) * len(bases) / 2
    targets = _targets(subject, document.subtotal)
    sums = reach(ZERO, *bases) | {abs(sum((row.base for row in document.taxes if row.base is not None), ZERO))}
    if any(abs(known - target) <= slack for known in sums if known or not amount for target in targets):
        return
    if amount < max(targets) and not _all_taxed(subject):
        return
    yield Problem(
        ("subtotal", *(f"taxes[{index}].base" for index in range(len(bases)))),
        f"The tax bases add up to {plain(amount * direction(document))}, "
        f"but the subtotal is {plain(document.subtotal)}.",
        expected=amount * direction(document),
        actual=document.subtotal,
        tolerance=slack,
    )


def _targets(subject: Subject, subtotal: Decimal) -> set[Decimal]:
    """What is taxed, without and with the tax."""
    document = subject.document
    net = reach(subtotal, *moves(document), *extras(subject))
    tax = taxes(document)
    gross = {known + amount for known in net for amount in tax}
    inside = set() if subject.adds_tax else {known - amount for known in net for amount in tax}
    return {abs(known) for known in net | gross | inside}


def _all_taxed(subject: Subject) -> bool:
    document = subject.document
    rated = all(line.tax_rate for line in document.lines) and all(row.tax_rate for row in document.charges)
    return bool(document.lines) and rated and add(row.amount for row in document.charges) is not None
