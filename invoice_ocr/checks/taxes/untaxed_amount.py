"""TAX108: a tax amount at a rate of zero."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.checks.taxes.untaxed_rate import UNTAXED
from invoice_ocr.model.finding import Problem


def untaxed_amount(subject: Subject) -> Iterator[Problem]:
    """A tax row without tax has an amount of tax.

    Why: tax that must not be charged must not be claimed back either; or the amount belongs to another row.
    Slack: none.
    Silent when: the amount is missing or zero; the row has a base and a rate, so that TAX102 looks at it; neither a
        rate of zero nor a category without tax is named.
    Source: BR-Z-09, BR-E-09, BR-AE-09, BR-IC-09, BR-G-09, BR-O-09, EN 16931-1.

    >>> wrong = Subject.of("invoice", taxes=[{"category": "E", "amount": "19.00"}])
    >>> [problem.message for problem in untaxed_amount(wrong)]
    ['Tax row 1 has no tax by its category or rate, but an amount of 19.00.']
    >>> list(untaxed_amount(Subject.of("invoice", taxes=[{"category": "E", "amount": "0.00"}])))
    []
    """
    for index, row in enumerate(subject.document.taxes):
        is_untaxed = row.category in UNTAXED or row.rate == 0
        if not row.amount or not is_untaxed or (row.base is not None and row.rate is not None):
            continue
        yield Problem(
            (f"taxes[{index}].amount",),
            f"Tax row {index + 1} has no tax by its category or rate, but an amount of {plain(row.amount)}.",
            expected=0,
            actual=row.amount,
        )
