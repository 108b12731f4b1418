"""FRD104: an account that this seller never had."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def account_changed(subject: Subject) -> Iterator[Problem]:
    """The account is none of those that the seller had before.

    Why: the commonest fraud with invoices: confirm the account by a telephone number that you already have.
    Slack: blanks do not count.
    Silent when: no store of earlier documents is used; the seller is new or had no account; IBAN is missing; a
        payee is named.
    Source: warnings of police forces and central banks on payment diversion fraud.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"past": {"ibans": ["DE02120300000000202051"]}},
    ...     payment={"iban": "LT121000011101001000"},
    ... )
    >>> [problem.message for problem in account_changed(wrong)]
    ['The account LT121000011101001000 is new: this seller was paid at DE02...2051 before.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"past": {"ibans": ["DE02120300000000202051"]}},
    ...     payment={"iban": "DE02 1203 0000 0000 2020 51"},
    ... )
    >>> list(account_changed(right))
    []
    """
    past, iban = subject.around.past, compact(subject.document.payment.iban or "")
    if past is None or not past.ibans or not iban or iban in past.ibans or subject.document.payee is not None:
        return
    known = ", ".join(f"{each[:4]}...{each[-4:]}" for each in sorted(past.ibans))
    yield Problem(
        ("payment.iban",),
        f"The account {iban} is new: this seller was paid at {known} before.",
        expected=known,
        actual=iban,
    )
