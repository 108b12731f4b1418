"""STD114: the total tax, to the cent."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import r2, shown, total
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def exact_tax_total(subject: Subject) -> Iterator[Problem]:
    """The total tax is not exactly the sum of its rows.

    Why: a receiver's validator refuses the e-invoice.
    Slack: none; halves are rounded up, as the published rules do.
    Silent when: exact sums are not asked for (a profile's ``exact``); the compared total is missing.
    Source: BR-CO-14, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of("invoice", around={"exact": "ubl"}, taxes=[{"amount": "19.00"}], tax_total="19.01")
    >>> [problem.message for problem in exact_tax_total(wrong)]
    ['The total tax should be 19.00, but is 19.01.']
    >>> right = Subject.of("invoice", around={"exact": "ubl"}, taxes=[{"amount": "19.00"}], tax_total="19.00")
    >>> list(exact_tax_total(right))
    []
    """
    document = subject.document
    actual = document.tax_total
    if not subject.around.exact or actual is None or not document.taxes:
        return
    expected = r2(total(row.amount for row in document.taxes))
    if actual != expected:
        yield Problem(
            ("tax_total",),
            f"The total tax should be {plain(expected)}, but is {shown(actual)}.",
            expected=expected,
            actual=actual,
        )
