"""STD113: the subtotal, to the cent."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import r2, shown, total
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain
from invoice_ocr.model.finding import Problem


def exact_subtotal(subject: Subject) -> Iterator[Problem]:
    """The subtotal is not exactly lines less allowances with charges.

    Why: a receiver's validator refuses the e-invoice.
    Slack: none; halves are rounded up, as the published rules do.
    Silent when: exact sums are not asked for (a profile's ``exact``); the subtotal or the total of the
        lines is missing.
    Source: BR-CO-13, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     lines_total="100.00",
    ...     allowance_total="5.00",
    ...     subtotal="95.01",
    ... )
    >>> [problem.message for problem in exact_subtotal(wrong)]
    ['The subtotal should be 95.00, but is 95.01.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"exact": "ubl"},
    ...     lines_total="100.00",
    ...     allowance_total="5.00",
    ...     subtotal="95.00",
    ... )
    >>> list(exact_subtotal(right))
    []
    """
    document = subject.document
    actual = document.subtotal
    if not subject.around.exact or actual is None or document.lines_total is None:
        return
    expected = r2(total((document.lines_total, -(document.allowance_total or ZERO), document.charge_total)))
    if actual != expected:
        yield Problem(
            ("subtotal",),
            f"The subtotal should be {plain(expected)}, but is {shown(actual)}.",
            expected=expected,
            actual=actual,
        )
