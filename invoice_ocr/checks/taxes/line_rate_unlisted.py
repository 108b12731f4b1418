"""TAX106: a line's tax rate that the tax rows do not list."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain, reach
from invoice_ocr.model.finding import Problem

MANY = 8


def line_rate_unlisted(subject: Subject) -> Iterator[Problem]:
    """A line's tax rate stands in no tax row.

    Why: the rate of the line is misread, or a tax row was missed.
    Slack: none; rates are compared as numbers.
    Silent when: the line has no rate or a rate of zero; there are no tax rows, more than eight, or one has no rate; the
        rates of several rows add up to the line's (one tax for the state, one for the country).
    Source: BR-CO-18, BR-S-01, EN 16931-1.

    >>> lines = [{"tax_rate": "19"}, {"tax_rate": "1"}]
    >>> [problem.message for problem in line_rate_unlisted(Subject.of("invoice", lines=lines, taxes=[{"rate": "19"}]))]
    ['Line 2 is taxed at 1 %, which is not among the tax rows (19 %).']
    >>> list(line_rate_unlisted(Subject.of("invoice", lines=lines[:1], taxes=[{"rate": "19.00"}])))
    []
    """
    document = subject.document
    named = [row.rate for row in document.taxes if row.rate is not None]
    if not named or not len(named) == len(document.taxes) <= MANY:
        return
    known = reach(ZERO, *named)
    for index, line in enumerate(document.lines):
        if line.tax_rate and line.tax_rate not in known:
            listed = ", ".join(f"{plain(rate)} %" for rate in named)
            yield Problem(
                (f"lines[{index}].tax_rate",),
                f"Line {index + 1} is taxed at {plain(line.tax_rate)} %, which is not among the tax rows ({listed}).",
                expected=listed,
                actual=line.tax_rate,
            )
