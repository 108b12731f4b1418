"""SGN104: a negative allowance or charge."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def allowance_negative(subject: Subject) -> Iterator[Problem]:
    """An allowance or charge is negative.

    Why: both are written without sign; a negative one would be counted on the wrong side by an accounting system.
    Slack: none.
    Silent when: the amount is missing; the document gives money back.
    Source: compare BR-31 and BR-36, EN 16931-1, and the amounts of BT-92 and BT-99.

    >>> wrong = Subject.of("invoice", allowances=[{"amount": "-5.00"}])
    >>> [problem.message for problem in allowance_negative(wrong)]
    ['The amount of an allowance is -5.00; allowances and charges are written without sign.']
    >>> list(allowance_negative(Subject.of("invoice", allowances=[{"amount": "5.00"}])))
    []
    """
    if subject.is_credit:
        return
    document = subject.document
    groups = {"allowances": ("an allowance", document.allowances), "charges": ("a charge", document.charges)}
    for path, (words, rows) in groups.items():
        for index, row in enumerate(rows):
            if row.amount is not None and row.amount < 0:
                yield Problem(
                    (f"{path}[{index}].amount",),
                    f"The amount of {words} is {plain(row.amount)}; allowances and charges are written without sign.",
                    expected=-row.amount,
                    actual=row.amount,
                )
