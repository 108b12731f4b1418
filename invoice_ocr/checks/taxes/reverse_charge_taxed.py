"""TAX114: a note of reverse charge beside an amount of tax."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.checks.taxes.untaxed_rate import UNTAXED
from invoice_ocr.checks.wording import REVERSE_CHARGE, said
from invoice_ocr.model.finding import Problem


def reverse_charge_taxed(subject: Subject) -> Iterator[Problem]:
    """The document says that the buyer owes the tax, and charges it all the same.

    Why: the tax would be paid twice, and cannot be claimed back from an invoice that must not show it.
    Slack: none.
    Silent when: there is no such note; the tax is missing or zero; a row or line has a category without tax, so
        that the note may be about that part.
    Source: Article 203 and 226(11a) of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", tax_total="19.00", notes=["Reverse charge"])
    >>> [problem.message for problem in reverse_charge_taxed(wrong)]
    ['The document speaks of reverse charge, but charges tax of 19.00.']
    >>> right = Subject.of("invoice", tax_total="0.00", notes=["Reverse charge"])
    >>> list(reverse_charge_taxed(right))
    []
    """
    document = subject.document
    untaxed = [row for row in document.taxes if row.category in UNTAXED or row.rate == 0]
    if (
        not document.tax_total
        or untaxed
        or any(line.tax_category in UNTAXED or line.tax_rate == 0 for line in document.lines)
    ):
        return
    for path, text in said(document):
        if REVERSE_CHARGE.search(text):
            yield Problem(
                ("tax_total", path),
                f"The document speaks of reverse charge, but charges tax of {plain(document.tax_total)}.",
                expected=0,
                actual=document.tax_total,
            )
            return
