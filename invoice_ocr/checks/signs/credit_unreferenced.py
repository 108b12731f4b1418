"""SGN106: a credit note that names no invoice."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def credit_unreferenced(subject: Subject) -> Iterator[Problem]:
    """The credit note or correction names no invoice that it is about.

    Why: without the number it cannot be matched, and the tax cannot be corrected in the right period.
    Slack: none.
    Silent when: the document is neither a credit note nor a correction; a preceding invoice is named.
    Source: BR-55, EN 16931-1; BR-DE-26, XRechnung; Article 219 of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", document_type="credit_note")
    >>> [problem.message for problem in credit_unreferenced(wrong)]
    ['The document is a credit note and names no invoice that it is about.']
    >>> right = Subject.of("invoice", document_type="credit_note", preceding_invoices=[{"number": "R-1"}])
    >>> list(credit_unreferenced(right))
    []
    """
    document = subject.document
    if document.document_type in ("credit_note", "corrected") and not any(
        row.number for row in document.preceding_invoices
    ):
        words = document.document_type.replace("_", " ")
        yield Problem(("preceding_invoices",), f"The document is a {words} and names no invoice that it is about.")
