"""PAY105: a Belgian structured communication whose check digits are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

SHAPE = re.compile(r"[+*]{0,3}\s*\d{3}/\d{4}/\d{5}\s*[+*]{0,3}")


def reference_belgian_checksum(subject: Subject) -> Iterator[Problem]:
    """The Belgian payment reference is not valid.

    Why: its last two digits reveal a misread digit, and the payment would not be matched.
    Slack: slashes, plus signs and asterisks do not count.
    Silent when: the reference is not written as +++123/4567/89012+++.
    Source: Febelfin, structured communication (OGM-VCS): modulo 97.

    >>> wrong = Subject.of("invoice", payment={"reference": "+++010/8068/17182+++"})
    >>> [problem.message for problem in reference_belgian_checksum(wrong)]
    ['The payment reference +++010/8068/17182+++ is not valid: a digit is misread.']
    >>> right = Subject.of("invoice", payment={"reference": "+++010/8068/17183+++"})
    >>> list(reference_belgian_checksum(right))
    []
    """
    reference = subject.document.payment.reference
    if reference is None or not SHAPE.fullmatch(reference.strip()):
        return
    digits = re.sub(r"\D", "", reference)
    if (int(digits[:10]) % 97 or 97) != int(digits[10:]):
        yield Problem(
            ("payment.reference",),
            f"The payment reference {reference} is not valid: a digit is misread.",
            expected=f"{int(digits[:10]) % 97 or 97:02}",
            actual=digits[10:],
        )
