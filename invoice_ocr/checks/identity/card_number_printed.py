"""IDN116: a whole card number on the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.wording import said
from invoice_ocr.model.finding import Problem

CARD = re.compile(r"(?<!\d)[3-6](?:[ -]?\d){12,18}(?!\d)")
PATHS = re.compile(r"payment\.(card_last4|account|means|terms)|payments\[\d+\]\.(method|card_last4)|notes\[\d+\]")


def card_number_printed(subject: Subject) -> Iterator[Problem]:
    """A whole card number is printed.

    Why: only the last four to six digits may be shown; a whole number must not be stored with the document.
    Slack: none.
    Silent when: no text of a card or account has 13 to 19 digits with a right check digit and a card's beginning (3
        to 6).
    Source: BR-51, EN 16931-1; PCI DSS requirement 3.4.

    >>> wrong = Subject.of("invoice", notes=["Paid by card 4111 1111 1111 1111"])
    >>> [problem.message for problem in card_number_printed(wrong)]
    ['A whole card number, ending in 1111, is printed on the document.']
    >>> right = Subject.of("invoice", notes=["Paid by card **** **** **** 1111"])
    >>> list(card_number_printed(right))
    []
    """
    texts = [(path, entry.text) for path, entry in subject.evidence.items() if PATHS.fullmatch(path)]
    texts += list(said(subject.document))
    if subject.document.payment.account:
        texts.append(("payment.account", subject.document.payment.account))
    for path, text in dict(texts).items():
        for match in CARD.finditer(text):
            from stdnum import luhn  # noqa: PLC0415 - loaded when such a number is there

            digits = re.sub(r"\D", "", match[0])
            if luhn.is_valid(digits):
                yield Problem((path,), f"A whole card number, ending in {digits[-4:]}, is printed on the document.")
