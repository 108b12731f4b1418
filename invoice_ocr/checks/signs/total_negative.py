"""SGN101: a negative total on an invoice."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def total_negative(subject: Subject) -> Iterator[Problem]:
    """The total of an invoice is negative.

    Why: the document is a credit note, or a dash was read as a minus sign; the two are booked on opposite sides.
    Slack: none.
    Silent when: the total is missing; the document is a credit note, refund or correction.
    Source: common practice; compare BR-27, EN 16931-1.

    >>> [problem.message for problem in total_negative(Subject.of("invoice", total="-119.00"))]
    ['The total is -119.00, but the document is not a credit note.']
    >>> list(total_negative(Subject.of("invoice", total="-119.00", document_type="credit_note")))
    []
    """
    total = subject.document.total
    if total is None or total >= 0 or subject.is_credit:
        return
    yield Problem(("total",), f"The total is {plain(total)}, but the document is not a credit note.", actual=total)
