"""PLA109: a document number that is another number."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def number_is_another(subject: Subject) -> Iterator[Problem]:
    """The document number is a number of the seller or the account.

    Why: a number beside it was taken for the document's; duplicates could not be found.
    Slack: blanks and punctuation do not count.
    Silent when: the number is missing; it is none of the VAT id, tax number, registration, telephone, IBAN or order
        number.
    Source: plausibility.

    >>> wrong = Subject.of("invoice", number="DE 136695976", seller={"vat_id": "DE136695976"})
    >>> [problem.message for problem in number_is_another(wrong)]
    ['The document number DE 136695976 is the seller vat id.']
    >>> right = Subject.of("invoice", number="R-17", seller={"vat_id": "DE136695976"})
    >>> list(number_is_another(right))
    []
    """
    document = subject.document
    others = {
        "seller.vat_id": document.seller.vat_id,
        "seller.tax_id": document.seller.tax_id,
        "seller.registration_id": document.seller.registration_id,
        "seller.phone": document.seller.phone,
        "buyer.vat_id": document.buyer.vat_id,
        "payment.iban": document.payment.iban,
    }
    number = compact(document.number or "")
    for path, other in others.items():
        if number and other and number == compact(other):
            words = path.replace(".", " ").replace("_", " ")
            yield Problem(
                ("number", path), f"The document number {document.number} is the {words}.", actual=document.number
            )
            return
