"""STD209: the tax of a category, as the standard has it."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import NAMES, RATED, RULED, r2
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain
from invoice_ocr.model.finding import Problem


def exact_category_tax(subject: Subject) -> Iterator[Problem]:
    """The tax of a row is not what its category demands.

    Why: a receiver's validator refuses the e-invoice.
    Slack: less than one unit for rows with a rate, none for the others; in CII there is no such rule for IGIC and IPSI.
    Silent when: exact sums are not asked for (a profile's ``exact``); category, base or tax is missing.
    Source: BR-S-09, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     taxes=[{"category": "E", "base": "40.00", "amount": "0.40"}],
    ... )
    >>> [problem.message for problem in exact_category_tax(wrong)]
    ['BR-E-09: the tax should be 0, but is 0.40.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     taxes=[{"category": "E", "base": "40.00", "amount": "0.00"}],
    ... )
    >>> list(exact_category_tax(right))
    []
    """
    syntax = subject.around.exact
    ruled = [category for category in RULED if syntax != "cii" or category not in ("L", "M")]
    for index, row in enumerate(subject.document.taxes if syntax else ()):
        if row.amount is None or row.category not in ruled or (row.category in RATED and row.base is None):
            continue
        base, tax = abs(row.base or ZERO), abs(row.amount)
        expected = r2(base * (row.rate or ZERO) / 100) if row.category in RATED else ZERO
        if (row.category in RATED and not tax - 1 < expected < tax + 1) or (row.category not in RATED and tax != 0):
            yield Problem(
                (f"taxes[{index}].amount",),
                f"BR-{NAMES.get(row.category, row.category)}-09: the tax should be {plain(expected)}, "
                f"but is {plain(row.amount)}.",
                expected=expected.copy_sign(row.amount),
                actual=row.amount,
            )
