"""SGN102: a line whose amount has the wrong sign."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def line_sign_differs(subject: Subject) -> Iterator[Problem]:
    """A line has a positive amount, but a negative quantity or price.

    Why: a returned article is added instead of taken off, or a dash was read as a minus sign.
    Slack: none.
    Silent when: quantity, unit price or amount is missing or zero; quantity and price are both negative; the document
        gives money back. A negative amount beside a positive quantity and price is usual for returns and voided lines.
    Source: BR-27, EN 16931-1 (prices are not negative); PEPPOL-EN16931-R120.

    >>> line = {"quantity": "-1", "unit_price": "4.50", "amount": "4.50"}
    >>> [problem.message for problem in line_sign_differs(Subject.of("receipt", lines=[line]))]
    ['Line 1: -1 x 4.50 is negative, but the amount is 4.50.']
    >>> list(line_sign_differs(Subject.of("receipt", lines=[{**line, "amount": "-4.50"}])))
    []
    """
    if subject.is_credit:
        return
    for index, line in enumerate(subject.document.lines):
        if line.quantity is None or line.unit_price is None or line.amount is None:
            continue
        product = line.quantity * line.unit_price
        if product < 0 < line.amount:
            yield Problem(
                (f"lines[{index}].amount", f"lines[{index}].quantity", f"lines[{index}].unit_price"),
                f"Line {index + 1}: {plain(line.quantity)} x {plain(line.unit_price)} is negative, "
                f"but the amount is {plain(line.amount)}.",
                expected=-line.amount,
                actual=line.amount,
            )
