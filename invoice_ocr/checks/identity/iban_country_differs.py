"""IDN115: an account in another country than the seller."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

SHARED = {"LI": "CH", "MC": "FR", "SM": "IT", "VA": "IT", "GG": "GB", "JE": "GB", "IM": "GB"}


def iban_country_differs(subject: Subject) -> Iterator[Problem]:
    """The account is in another country than the seller.

    Why: a sign of a forged account, and often simply a bank abroad: look at it before paying a new seller.
    Slack: accounts in neighbours that share banks (LI with CH, MC with FR, SM and VA with IT) count as the same.
    Silent when: IBAN or the seller's country is missing; a payee is named.
    Source: common practice in the prevention of payment fraud.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "DE"}}, payment={"iban": "LT121000011101001000"})
    >>> [problem.message for problem in iban_country_differs(wrong)]
    ['The seller is in DE, but the account is in LT.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     seller={"address": {"country": "DE"}},
    ...     payment={"iban": "DE02120300000000202051"},
    ... )
    >>> list(iban_country_differs(right))
    []
    """
    document = subject.document
    country = document.seller.address.country if document.seller.address else None
    iban = compact(document.payment.iban or "")
    if country is None or not iban or document.payee is not None:
        return
    if SHARED.get(iban[:2], iban[:2]) != SHARED.get(country, country):
        yield Problem(
            ("payment.iban", "seller.address.country"),
            f"The seller is in {country}, but the account is in {iban[:2]}.",
            expected=country,
            actual=iban[:2],
        )
