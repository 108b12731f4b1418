"""FRD102: characters that nobody sees in a name or number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def hidden_characters(subject: Subject) -> Iterator[Problem]:
    """A name or number holds characters that nobody sees.

    Why: they make two texts differ that look the same, or show a text in another order than it is stored.
    Slack: soft hyphens and joiners within words of Indic and Arabic scripts do not count.
    Silent when: there are none in the number, the parties' names and ids, or the account.
    Source: Unicode Technical Report 36, Security Considerations.

    >>> wrong = Subject.of("invoice", number="R\u200b-17")
    >>> [problem.message for problem in hidden_characters(wrong)]
    ['The number holds the hidden character U+200B.']
    >>> right = Subject.of("invoice", number="R-17")
    >>> list(hidden_characters(right))
    []
    """
    document = subject.document
    texts = {
        "number": document.number,
        "payment.iban": document.payment.iban,
        "payment.account": document.payment.account,
    }
    for path, party in parties(document):
        texts |= {f"{path}.{name}": getattr(party, name) for name in ("name", "vat_id", "tax_id", "email")}
    for path, text in texts.items():
        found = HIDDEN.search(text or "")
        if found:
            words = path.replace(".", " ").replace("_", " ")
            yield Problem((path,), f"The {words} holds the hidden character U+{ord(found[0]):04X}.")
