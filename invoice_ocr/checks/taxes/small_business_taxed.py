"""TAX115: a note of a small business beside an amount of tax."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.checks.wording import SMALL_BUSINESS, said
from invoice_ocr.model.finding import Problem


def small_business_taxed(subject: Subject) -> Iterator[Problem]:
    """A small business that charges no tax shows tax.

    Why: the seller has no right to charge it, so that it cannot be claimed back; or an amount was misread as tax.
    Slack: none.
    Silent when: there is no such note; the tax is missing or zero.
    Source: § 19 UStG; Article 293 B CGI; Article 284 of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", tax_total="19.00", notes=["Kein Ausweis von Umsatzsteuer, § 19 UStG"])
    >>> [problem.message for problem in small_business_taxed(wrong)]
    ['The seller charges no tax as a small business, but the tax is 19.00.']
    >>> right = Subject.of("invoice", tax_total="0", notes=["Kein Ausweis von Umsatzsteuer, § 19 UStG"])
    >>> list(small_business_taxed(right))
    []
    """
    document = subject.document
    if not document.tax_total:
        return
    for path, text in said(document):
        if SMALL_BUSINESS.search(text):
            yield Problem(
                ("tax_total", path),
                f"The seller charges no tax as a small business, but the tax is {plain(document.tax_total)}.",
                expected=0,
                actual=document.tax_total,
            )
            return
