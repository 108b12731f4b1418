"""ARI109: the amount of an allowance or charge against its base and percentage."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain, rounded
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import AllowanceCharge, Purchase


def allowance_rate_differs(subject: Subject) -> Iterator[Problem]:
    """An allowance or charge differs from its percentage of its base.

    Why: a misread percentage or amount of a discount changes every sum after it.
    Slack: twice the last printed place (Peppol allows 0.02).
    Silent when: rate, base or amount is missing; only the sign differs.
    Source: PEPPOL-EN16931-R040, Peppol BIS Billing 3.0.

    >>> row = {"rate": "10", "base": "200.00", "amount": "20.00"}
    >>> list(allowance_rate_differs(Subject.of("invoice", allowances=[row])))
    []
    >>> wrong = Subject.of("invoice", allowances=[{**row, "amount": "29.00"}])
    >>> [problem.message for problem in allowance_rate_differs(wrong)]
    ['10 % of 200.00 is 20.00, but the amount is 29.00.']
    """
    last_place = step(subject.document)
    for path, row in _rows(subject.document):
        if row.rate is None or row.base is None or row.amount is None:
            continue
        expected = row.base * row.rate / 100
        if abs(abs(expected) - abs(row.amount)) <= 2 * last_place:
            continue
        shown = rounded(expected, last_place)
        yield Problem(
            tuple(f"{path}.{name}" for name in ("amount", "rate", "base")),
            f"{plain(row.rate)} % of {plain(row.base)} is {plain(shown)}, but the amount is {plain(row.amount)}.",
            expected=shown,
            actual=row.amount,
            tolerance=2 * last_place,
        )


def _rows(document: Purchase) -> Iterator[tuple[str, AllowanceCharge]]:
    groups = {"allowances": document.allowances, "charges": document.charges}
    for index, line in enumerate(document.lines):
        groups[f"lines[{index}].allowances"] = line.allowances
        groups[f"lines[{index}].charges"] = line.charges
    for path, rows in groups.items():
        for index, row in enumerate(rows):
            yield f"{path}[{index}]", row
