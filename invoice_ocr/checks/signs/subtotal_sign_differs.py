"""SGN105: subtotal and total of different signs."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def subtotal_sign_differs(subject: Subject) -> Iterator[Problem]:
    """Subtotal and total have different signs.

    Why: a minus sign was missed or invented.
    Slack: none.
    Silent when: one of the two is missing or zero; allowances, charges or a payment may stand between them.
    Source: common practice; follows from BR-CO-15, EN 16931-1.

    >>> [problem.message for problem in subtotal_sign_differs(Subject.of("invoice", subtotal="-100", total="119"))]
    ['The subtotal is -100, but the total is 119: the signs differ.']
    >>> list(subtotal_sign_differs(Subject.of("invoice", subtotal="100", total="119")))
    []
    """
    document = subject.document
    if not document.subtotal or not document.total or (document.subtotal < 0) == (document.total < 0):
        return
    if document.allowances or document.charges or document.amount_paid or document.allowance_total:
        return
    yield Problem(
        ("total", "subtotal"),
        f"The subtotal is {plain(document.subtotal)}, but the total is {plain(document.total)}: the signs differ.",
        actual=document.total,
    )
