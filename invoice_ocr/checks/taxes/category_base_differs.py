"""TAX110: the base of a row without tax against its lines."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, plain
from invoice_ocr.checks.taxes.untaxed_rate import UNTAXED
from invoice_ocr.model.finding import Problem


def category_base_differs(subject: Subject) -> Iterator[Problem]:
    """The base of a category without tax differs from its lines.

    Why: a line was given the wrong category, or the base is misread; rows without tax prove themselves in no other
        way.
    Slack: half the last printed place.
    Silent when: a line has no category or amount; the category has no line, or its row no base; an allowance or
        charge names no tax rate, so that it may belong to any category; only the sign differs; two rows have the
        category.
    Source: BR-Z-08, BR-E-08, BR-AE-08, BR-IC-08, BR-G-08, BR-O-08, EN 16931-1.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     lines=[{"amount": "40.00", "tax_category": "E"}],
    ...     taxes=[{"category": "E", "base": "46.00"}],
    ... )
    >>> [problem.message for problem in category_base_differs(wrong)]
    ['The lines of category E add up to 40.00, but their base is 46.00.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     lines=[{"amount": "40.00", "tax_category": "E"}],
    ...     taxes=[{"category": "E", "base": "40.00"}],
    ... )
    >>> list(category_base_differs(right))
    []
    """
    document = subject.document
    moved = (*document.allowances, *document.charges)
    if any(line.tax_category is None or line.amount is None for line in document.lines) or moved:
        return
    for index, row in enumerate(document.taxes):
        amounts = [line.amount for line in document.lines if line.tax_category == row.category]
        alone = [other.category for other in document.taxes].count(row.category) == 1
        if row.category not in UNTAXED or row.base is None or not amounts or not alone:
            continue
        expected = add(amounts)
        if expected is not None and abs(abs(expected) - abs(row.base)) > step(document) / 2:
            yield Problem(
                (f"taxes[{index}].base",),
                f"The lines of category {row.category} add up to {plain(expected)}, "
                f"but their base is {plain(row.base)}.",
                expected=expected,
                actual=row.base,
                tolerance=step(document) / 2,
            )
