"""STD208: the base of a category, as the standard has it."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import NAMES, RULED, is_base, of_category, total
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def exact_category_base(subject: Subject) -> Iterator[Problem]:
    """The base of a tax row is not the sum of its category.

    Why: a receiver's validator refuses the e-invoice.
    Slack: in UBL less than one unit for rows that are summed by rate, none for the others; in CII none for rows that
        are summed by rate and what is outside the scope of VAT, one unit for the others.
    Silent when: exact sums are not asked for (a profile's ``exact``); category or base is missing.
    Source: BR-S-08, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     lines=[{"amount": "40.00", "tax_category": "E"}],
    ...     taxes=[{"category": "E", "base": "40.01"}],
    ... )
    >>> [problem.message for problem in exact_category_base(wrong)]
    ['BR-E-08: the category adds up to 40.00, but the base is 40.01.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     lines=[{"amount": "40.00", "tax_category": "E"}],
    ...     taxes=[{"category": "E", "base": "40.00"}],
    ... )
    >>> list(exact_category_base(right))
    []
    """
    document = subject.document
    for index, row in enumerate(document.taxes if subject.around.exact else ()):
        if row.base is None or row.category not in RULED:
            continue
        amounts = of_category(document, row)
        if not is_base(row, amounts, subject.around.exact):
            yield Problem(
                (f"taxes[{index}].base",),
                f"BR-{NAMES.get(row.category, row.category)}-08: the category adds up to {plain(total(amounts))}, "
                f"but the base is {plain(row.base)}.",
                expected=total(amounts),
                actual=row.base,
            )
