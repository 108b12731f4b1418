"""SGN107: a negative payment on an invoice."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def paid_negative(subject: Subject) -> Iterator[Problem]:
    """The amount paid is negative, and the document gives nothing back.

    Why: a dash was read as a minus sign; counted with it, too much would be paid.
    Slack: none.
    Silent when: the amount paid is missing; the document gives money back, or its total is negative; the amount due
        equals total minus what was paid, taken without its sign (paid printed as a deduction).
    Source: BR-CO-16, EN 16931-1.

    >>> wrong = Subject.of("invoice", amount_paid="-50.00", total="119.00", amount_due="169.00")
    >>> [problem.message for problem in paid_negative(wrong)]
    ['The amount paid is -50.00, but the document gives nothing back.']
    >>> right = Subject.of("invoice", amount_paid="-50.00", total="119.00", amount_due="69.00")
    >>> list(paid_negative(right))
    []
    """
    document = subject.document
    paid, total, due = document.amount_paid, document.total, document.amount_due
    if paid is None or paid >= 0 or subject.is_credit or (total is not None and total < 0):
        return
    if total is not None and due is not None and due == total + paid + (document.rounding or 0):
        return
    yield Problem(
        ("amount_paid",),
        f"The amount paid is {plain(paid)}, but the document gives nothing back.",
        expected=-paid,
        actual=paid,
    )
