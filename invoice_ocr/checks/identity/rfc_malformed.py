"""IDN111: a Mexican RFC whose form or check digits are wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.numbers import wrong_numbers
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def rfc_malformed(subject: Subject) -> Iterator[Problem]:
    """The RFC is not valid.

    Why: the check digits reveal a misread character; a wrong number costs the deduction of the tax.
    Slack: blanks, dots and dashes do not count.
    Silent when: there is no number of this length, or the party's country is not MX.
    Source: Servicio de Administración Tributaria; the date within must exist.

    >>> wrong = Subject.of("invoice", seller={"address": {"country": "MX"}, "tax_id": "GODE561331GR8"})
    >>> [problem.message for problem in rfc_malformed(wrong)]
    ['The RFC GODE561331GR8 of the seller is not valid: a character is misread.']
    >>> right = Subject.of("invoice", seller={"address": {"country": "MX"}, "tax_id": "GODE561231GR8"})
    >>> list(rfc_malformed(right))
    []
    """
    yield from wrong_numbers(subject, "MX", r"[A-Z&Ñ]{3,4}\d{6}[A-Z0-9]{3}", "mx.rfc", "RFC")
