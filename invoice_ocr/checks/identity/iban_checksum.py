"""IDN102: an IBAN whose check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def iban_checksum(subject: Subject) -> Iterator[Problem]:
    """The IBAN is not valid.

    Why: its check digits and its length reveal a misread character before money goes astray.
    Slack: blanks do not count.
    Silent when: there is no IBAN, or characters of it are masked.
    Source: ISO 13616; BR-DE-19 of XRechnung.

    >>> wrong = Subject.of("invoice", payment={"iban": "DE89 3704 0044 0532 0130 10"})
    >>> [problem.message for problem in iban_checksum(wrong)]
    ['The IBAN DE89 3704 0044 0532 0130 10 is not valid: a character is missing or misread.']
    >>> list(iban_checksum(Subject.of("invoice", payment={"iban": "DE89 3704 0044 0532 0130 00"})))
    []
    """
    iban = subject.document.payment.iban
    if iban is None or "*" in iban or "XXX" in compact(iban):
        return
    from stdnum import iban as formula  # noqa: PLC0415 - loaded when an IBAN is there

    if formula.is_valid(compact(iban), check_country=False):
        return
    yield Problem(("payment.iban",), f"The IBAN {iban} is not valid: a character is missing or misread.", actual=iban)
