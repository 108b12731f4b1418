"""STD117: the tax of a row, within a unit."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import is_near_rate, r2
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain
from invoice_ocr.model.finding import Problem


def exact_tax_amount(subject: Subject) -> Iterator[Problem]:
    """The tax of a row is a unit or more from its base times its rate.

    Why: a receiver's validator refuses the e-invoice.
    Slack: less than one unit of the currency, in CII a whole one, as the official rules allow.
    Silent when: exact sums are not asked for (a profile's ``exact``); the compared total is missing.
    Source: BR-CO-17, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     taxes=[{"rate": "19", "base": "100.00", "amount": "20.00"}],
    ... )
    >>> [problem.message for problem in exact_tax_amount(wrong)]
    ['19 % of 100.00 is 19.00, but the tax is 20.00.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     taxes=[{"rate": "19", "base": "100.00", "amount": "19.99"}],
    ... )
    >>> list(exact_tax_amount(right))
    []
    """
    syntax = subject.around.exact
    for index, row in enumerate(subject.document.taxes if syntax else ()):
        if row.base is not None and row.amount is not None and not is_near_rate(row, syntax):
            expected = r2(row.base * (row.rate or 0) / 100)
            yield Problem(
                (f"taxes[{index}].amount",),
                f"{plain(row.rate or ZERO)} % of {plain(row.base)} is {plain(expected)}, "
                f"but the tax is {plain(row.amount)}.",
                expected=expected,
                actual=row.amount,
                tolerance=1,
            )
