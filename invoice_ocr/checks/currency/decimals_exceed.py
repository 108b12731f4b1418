"""CUR101: more decimals than the currency has."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import decimals
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem
from invoice_ocr.values.currency import minor_units


def decimals_exceed(subject: Subject) -> Iterator[Problem]:
    """An amount has more decimals than its currency.

    Why: a point that groups thousands was read as the decimal point, or the currency is wrong.
    Slack: zeros at the end do not count (1200.00 yen).
    Silent when: the currency is missing; the amount stands on a line, where prices may have more decimals.
    Source: ISO 4217; BR-DEC-01 to BR-DEC-20, EN 16931-1.

    >>> [problem.message for problem in decimals_exceed(Subject.of("receipt", currency="JPY", total="1.280"))]
    ['total: 1.280 has more decimals than JPY, which has 0.']
    >>> list(decimals_exceed(Subject.of("receipt", currency="JPY", total="1280")))
    []
    """
    document = subject.document
    if document.currency is None:
        return
    most = minor_units(document.currency)
    amounts = {
        "lines_total": document.lines_total,
        "subtotal": document.subtotal,
        "tax_total": document.tax_total,
        "total": document.total,
        "amount_paid": document.amount_paid,
        "amount_due": document.amount_due,
    }
    for path, amount in amounts.items():
        if amount is not None and decimals(amount.normalize()) > most:
            yield Problem(
                (path,),
                f"{path}: {plain(amount)} has more decimals than {document.currency}, which has {most}.",
                expected=most,
                actual=amount,
            )
