"""TAX113: a category without tax and no word on why."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.taxes.untaxed_rate import UNTAXED
from invoice_ocr.checks.wording import said
from invoice_ocr.model.finding import Problem

REASONED = ("E", "AE", "K", "G", "O")


def exemption_reason_missing(subject: Subject) -> Iterator[Problem]:
    """No tax is charged, and nothing says why.

    Why: an invoice without tax must name the reason; the buyer needs it for his own return.
    Slack: none.
    Silent when: no row has the category E, AE, K, G or O; the row gives the reason; there is a note or a text
        of the terms.
    Source: BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10, EN 16931-1.

    >>> wrong = Subject.of("invoice", taxes=[{"category": "E", "rate": "0"}])
    >>> [problem.message for problem in exemption_reason_missing(wrong)]
    ['Tax row 1 is without tax (exempt), but no note says why.']
    >>> right = Subject.of("invoice", taxes=[{"category": "E", "rate": "0"}], notes=["Exempt by Article 132(1)(i)"])
    >>> list(exemption_reason_missing(right))
    []
    """
    if any(said(subject.document)):
        return
    for index, row in enumerate(subject.document.taxes):
        if row.category in REASONED and not row.exemption_reason:
            words = UNTAXED[row.category]
            yield Problem(
                (f"taxes[{index}].category", "notes"),
                f"Tax row {index + 1} is without tax ({words}), but no note says why.",
            )
