"""PAY103: a payment reference whose check digits are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

CREDITOR = re.compile(r"RF\d\d[A-Z0-9]{1,21}")
SWISS = re.compile(r"\d{27}")


def reference_checksum(subject: Subject) -> Iterator[Problem]:
    """The payment reference is not valid.

    Why: its check digits reveal a misread digit, and the payment would not be matched.
    Slack: blanks do not count.
    Silent when: there is no reference, or it is neither a creditor reference (RF) nor the 27 digits of a Swiss QR bill
        beside a Swiss or Liechtenstein IBAN.
    Source: ISO 11649; Swiss Implementation Guidelines QR-bill.

    >>> wrong = Subject.of("invoice", payment={"reference": "RF18 5390 0754 7043"})
    >>> [problem.message for problem in reference_checksum(wrong)]
    ['The payment reference RF18 5390 0754 7043 is not valid: a digit is missing or misread.']
    >>> list(reference_checksum(Subject.of("invoice", payment={"reference": "RF18 5390 0754 7034"})))
    []
    """
    payment = subject.document.payment
    if payment.reference is None or _is_valid(compact(payment.reference), compact(payment.iban or "")[:2]):
        return
    yield Problem(
        ("payment.reference",),
        f"The payment reference {payment.reference} is not valid: a digit is missing or misread.",
        actual=payment.reference,
    )


def _is_valid(reference: str, country: str) -> bool:
    """Whether the reference is valid, or of a form without known check digits."""
    if CREDITOR.fullmatch(reference):
        from stdnum import iso11649  # noqa: PLC0415 - loaded when such a reference is there

        return bool(iso11649.is_valid(reference))
    if SWISS.fullmatch(reference) and country in ("CH", "LI"):
        from stdnum.ch import esr  # noqa: PLC0415 - as above

        return bool(esr.is_valid(reference))
    return True
