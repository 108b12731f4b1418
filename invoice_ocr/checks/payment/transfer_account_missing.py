"""PAY104: a transfer without an account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

TRANSFER = re.compile(
    r"30|58|.*(?:bank transfer|credit transfer|wire|überweisung"
    r"|virement|bonifico|transferencia|overschrijving|przelew).*",
    re.IGNORECASE,
)


def transfer_account_missing(subject: Subject) -> Iterator[Problem]:
    """Payment by transfer is asked for, but no account was read.

    Why: without the account nobody can pay; it was missed, or stands on another page.
    Slack: none.
    Silent when: the means of payment is not a transfer; an IBAN or account is there; nothing is left to pay.
    Source: BR-61, EN 16931-1; UNCL 4461 codes 30 and 58.

    >>> wrong = Subject.of("invoice", payment={"means": "bank transfer"})
    >>> [problem.message for problem in transfer_account_missing(wrong)]
    ['Payment is by bank transfer, but no account was read.']
    >>> right = Subject.of("invoice", payment={"means": "bank transfer", "account": "12345678"})
    >>> list(transfer_account_missing(right))
    []
    """
    payment = subject.document.payment
    if not payment.means or not TRANSFER.fullmatch(payment.means) or payment.iban or payment.account:
        return
    if subject.document.amount_due is not None and subject.document.amount_due <= 0:
        return
    yield Problem(("payment.iban", "payment.account"), f"Payment is by {payment.means}, but no account was read.")
