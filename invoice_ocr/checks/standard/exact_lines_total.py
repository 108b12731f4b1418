"""STD110: the lines' total, to the cent."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import r2, shown, total
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def exact_lines_total(subject: Subject) -> Iterator[Problem]:
    """The total of the lines is not exactly their sum.

    Why: a receiver's validator refuses the e-invoice.
    Slack: none; halves are rounded up, as the published rules do.
    Silent when: exact sums are not asked for (a profile's ``exact``); the compared total is missing.
    Source: BR-CO-10, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of("invoice", around={"exact": "ubl"}, lines=[{"amount": "5.00"}], lines_total="5.01")
    >>> [problem.message for problem in exact_lines_total(wrong)]
    ['The total of the lines should be 5.00, but is 5.01.']
    >>> right = Subject.of("invoice", around={"exact": "ubl"}, lines=[{"amount": "5.00"}], lines_total="5.00")
    >>> list(exact_lines_total(right))
    []
    """
    document = subject.document
    actual = document.lines_total
    if not subject.around.exact or actual is None:
        return
    expected = r2(total(line.amount for line in document.lines))
    if actual != expected:
        yield Problem(
            ("lines_total",),
            f"The total of the lines should be {plain(expected)}, but is {shown(actual)}.",
            expected=expected,
            actual=actual,
        )
