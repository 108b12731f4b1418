"""TAX110: the base of a row without tax against its lines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain
from invoice_ocr.checks.taxes.untaxed_rate import UNTAXED
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import Purchase, Tax


def category_base_differs(subject: Subject) -> Iterator[Problem]:
    """The base of a category without tax differs from its lines.

    Why: a line was given the wrong category, or the base is misread; rows without tax prove themselves in no other
        way.
    Slack: half the last printed place.
    Silent when: a line, allowance or charge has no category or amount, so that it may belong to any; the category
        has no line, or its row no base; only the sign differs; two rows have the category.
    Source: BR-Z-08, BR-E-08, BR-AE-08, BR-IC-08, BR-G-08, BR-O-08, EN 16931-1.

    >>> lines = [{"amount": "40.00", "tax_category": "E"}]
    >>> wrong = Subject.of("invoice", lines=lines, taxes=[{"category": "E", "base": "46.00"}])
    >>> [problem.message for problem in category_base_differs(wrong)]
    ['The lines of category E add up to 40.00, but their base is 46.00.']
    >>> list(category_base_differs(Subject.of("invoice", lines=lines, taxes=[{"category": "E", "base": "40.00"}])))
    []
    """
    document = subject.document
    for index, row in enumerate(document.taxes):
        expected = _sum_of(document, row)
        if expected is None or row.base is None or abs(abs(expected) - abs(row.base)) <= step(document) / 2:
            continue
        yield Problem(
            (f"taxes[{index}].base",),
            f"The lines of category {row.category} add up to {plain(expected)}, but their base is {plain(row.base)}.",
            expected=expected,
            actual=row.base,
            tolerance=step(document) / 2,
        )


def _sum_of(document: Purchase, row: Tax) -> Decimal | None:
    """The lines, less allowances, with charges, of the row's category; None where one may belong to it or not."""
    signed = [(line.tax_category, line.amount) for line in document.lines]
    signed += [(each.tax_category, None if each.amount is None else -each.amount) for each in document.allowances]
    signed += [(each.tax_category, each.amount) for each in document.charges]
    alone = [other.category for other in document.taxes].count(row.category) == 1
    unclear = any(category is None or amount is None for category, amount in signed)
    if row.category not in UNTAXED or not alone or unclear or not document.lines:
        return None
    parts = [amount for category, amount in signed if category == row.category and amount]
    return sum(parts, ZERO) if parts else None
