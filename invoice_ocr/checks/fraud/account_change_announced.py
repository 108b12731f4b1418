"""FRD103: a note that the account has changed."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.wording import NEW_ACCOUNT, said
from invoice_ocr.model.finding import Problem


def account_change_announced(subject: Subject) -> Iterator[Problem]:
    """The document says that the bank account has changed.

    Why: the commonest fraud with invoices: confirm the account by a telephone number that you already have.
    Slack: none.
    Silent when: no note or text of the terms says so.
    Source: warnings of police forces and central banks on payment diversion fraud.

    >>> wrong = Subject.of("invoice", notes=["Please note our new bank details"])
    >>> [problem.message for problem in account_change_announced(wrong)]
    ['The document says that the bank account has changed: confirm it before you pay.']
    >>> right = Subject.of("invoice", notes=["Please pay to the account below"])
    >>> list(account_change_announced(right))
    []
    """
    for path, text in said(subject.document):
        if NEW_ACCOUNT.search(text):
            yield Problem(
                (path, "payment.iban"),
                "The document says that the bank account has changed: confirm it before you pay.",
            )
