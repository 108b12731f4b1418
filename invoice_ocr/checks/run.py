"""Running checks over a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Context, Decimal, localcontext

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Finding

ROOMY = Context(prec=60, traps=[])
"""Amounts of absurd length become NaN, which no sum equals, instead of an exception."""


def findings_of(subject: Subject, checks: Iterable[Check]) -> Iterator[Finding]:
    """What the checks find, stamped with rule, severity and standard."""
    with localcontext(ROOMY):
        problems = [
            (check, problem) for check in checks if subject.kind in check.kinds for problem in check.function(subject)
        ]
    for check, problem in problems:
        yield Finding(
            rule=check.rule,
            standard=check.standard,
            severity=check.severity,
            paths=problem.paths,
            expected=_written(problem.expected),
            actual=_written(problem.actual),
            tolerance=_written(problem.tolerance),
            message=problem.message,
        )


def _written(value: object) -> str | None:
    """The value as JSON reports have it: amounts without exponents, dates by ISO 8601.

    >>> _written(Decimal("1E+3")), _written(date(2026, 5, 12)), _written(None)
    ('1000', '2026-05-12', None)
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
