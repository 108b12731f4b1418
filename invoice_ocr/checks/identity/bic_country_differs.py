"""IDN106: BIC and IBAN of different countries."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.bic_malformed import BIC
from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

SHARED = {
    "GB": frozenset({"GG", "IM", "JE"}),
    "FR": frozenset({"BL", "GF", "GP", "MC", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"}),
}
"""IBAN countries whose banks also carry other country codes in the BIC."""


def bic_country_differs(subject: Subject) -> Iterator[Problem]:
    """BIC and IBAN name different countries.

    Why: the two belong to different accounts, or a letter is misread.
    Slack: none, apart from overseas territories that use the IBAN of another country.
    Silent when: one of the two is missing, or the BIC has not the form of one (IDN105 looks at that).
    Source: ISO 9362 and ISO 13616 place the country code in both.

    >>> wrong = Subject.of("invoice", payment={"iban": "DE89370400440532013000", "bic": "BNPAFRPP"})
    >>> [problem.message for problem in bic_country_differs(wrong)]
    ['The BIC BNPAFRPP is of FR, the IBAN of DE.']
    >>> right = Subject.of("invoice", payment={"iban": "DE89370400440532013000", "bic": "COBADEFFXXX"})
    >>> list(bic_country_differs(right))
    []
    """
    iban, bic = subject.document.payment.iban, subject.document.payment.bic
    if iban is None or bic is None or not BIC.fullmatch(compact(bic)):
        return
    bank, account = compact(bic)[4:6], compact(iban)[:2]
    if bank == account or bank in SHARED.get(account, frozenset()):
        return
    yield Problem(
        ("payment.bic", "payment.iban"),
        f"The BIC {bic} is of {bank}, the IBAN of {account}.",
        expected=account,
        actual=bank,
    )
