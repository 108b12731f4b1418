"""STD116: the amount due, to the cent."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import r2
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def exact_amount_due(subject: Subject) -> Iterator[Problem]:
    """The amount due is not exactly total less what was paid, with rounding.

    Why: a receiver's validator refuses the e-invoice.
    Slack: none; halves are rounded up, as the published rules do.
    Silent when: exact sums are not asked for (a profile's ``exact``); the compared total is missing.
    Source: BR-CO-16, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     total="119.00",
    ...     amount_paid="19.00",
    ...     amount_due="100.01",
    ... )
    >>> [problem.message for problem in exact_amount_due(wrong)]
    ['The amount due should be 100.00, but is 100.01.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     total="119.00",
    ...     amount_paid="19.00",
    ...     amount_due="100.00",
    ... )
    >>> list(exact_amount_due(right))
    []
    """
    document = subject.document
    due, whole = document.amount_due, document.total
    if not subject.around.exact or due is None or whole is None:
        return
    expected = r2(whole - (document.amount_paid or 0))
    if r2(due - (document.rounding or 0)) != expected:
        yield Problem(
            ("amount_due",),
            f"The amount due should be {plain(expected + (document.rounding or 0))}, but is {plain(due)}.",
            expected=expected + (document.rounding or 0),
            actual=due,
        )
