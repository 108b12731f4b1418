"""STD115: the total, to the cent."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.standard.rounding import r2, shown, total
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def exact_total(subject: Subject) -> Iterator[Problem]:
    """The total is not exactly subtotal plus tax.

    Why: a receiver's validator refuses the e-invoice.
    Slack: none; halves are rounded up, as the published rules do.
    Silent when: exact sums are not asked for (a profile's ``exact``); the compared total is missing; in CII, where the
        total is the subtotal, whatever the tax (the rules of UBL want a tax total in any case).
    Source: BR-CO-15, EN 16931-1, as in the official Schematron 1.3.16.

    >>> wrong = Subject.of("invoice", around={"exact": "ubl"}, subtotal="100.00", tax_total="19.00", total="119.01")
    >>> [problem.message for problem in exact_total(wrong)]
    ['The total should be 119.00, but is 119.01.']
    >>> right = Subject.of("invoice", around={"exact": "ubl"}, subtotal="100.00", tax_total="19.00", total="119.00")
    >>> list(exact_total(right))
    []
    """
    document, syntax = subject.document, subject.around.exact
    actual = document.total
    if not syntax or actual is None or document.subtotal is None:
        return
    if syntax == "cii" and actual == document.subtotal:
        return
    if syntax == "ubl" and document.tax_total is None:
        yield Problem(("tax_total",), "The total tax is missing, so that the total does not follow from the subtotal.")
        return
    expected = r2(total((document.subtotal, document.tax_total)))
    if actual != expected:
        yield Problem(
            ("total",),
            f"The total should be {plain(expected)}, but is {shown(actual)}.",
            expected=expected,
            actual=actual,
        )
