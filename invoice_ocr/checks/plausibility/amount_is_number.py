"""PLA108: a total with the digits of another number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem

DIGITS = 6


def amount_is_number(subject: Subject) -> Iterator[Problem]:
    """The total has the digits of a number on the document.

    Why: the number of the document, the customer, a telephone or an account was read as an amount.
    Slack: none; six digits and more.
    Silent when: the total is missing or has fewer than six digits; no number on the document has the same digits;
        subtotal and tax prove the total.
    Source: plausibility.

    >>> wrong = Subject.of("invoice", total="20260512.00", number="20260512")
    >>> [problem.message for problem in amount_is_number(wrong)]
    ['The total 20260512.00 has the digits of the number.']
    >>> right = Subject.of("invoice", total="512.00", number="20260512")
    >>> list(amount_is_number(right))
    []
    """
    document = subject.document
    if document.total is None or (
        document.subtotal and document.tax_total and document.subtotal + document.tax_total == document.total
    ):
        return
    shown = re.sub(r"\D", "", plain(document.total)).lstrip("0")
    for path, number in _numbers(subject):
        if len(shown) >= DIGITS and shown in (number, number + "00"):
            yield Problem(
                ("total", path),
                f"The total {plain(document.total)} has the digits of the {path.replace('.', ' ').replace('_', ' ')}.",
                actual=document.total,
            )
            return


def _numbers(subject: Subject) -> Iterator[tuple[str, str]]:
    document = subject.document
    named = {
        "number": document.number,
        "purchase_order": document.purchase_order,
        "buyer_reference": document.buyer_reference,
        "payment.reference": document.payment.reference,
        "payment.account": document.payment.account,
        "seller.phone": document.seller.phone,
        "seller.tax_id": document.seller.tax_id,
        "seller.registration_id": document.seller.registration_id,
    }
    for path, text in named.items():
        if text:
            yield path, re.sub(r"\D", "", text).lstrip("0")
