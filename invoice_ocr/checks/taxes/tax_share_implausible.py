"""TAX121: a tax that is too large a part of the total."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import rates
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, plain
from invoice_ocr.model.finding import Problem


def tax_share_implausible(subject: Subject) -> Iterator[Problem]:
    """The tax is more than a third of the total.

    Why: no usual rate gives so much; subtotal and tax are exchanged, or a digit too much was read.
    Slack: a third of the total is a rate of 50 %; no tax on sales known to the table of rates is above 40 %.
    Silent when: tax or total is missing or not positive; a tax row or line names a rate of 40 % or more; several
        tax rows (excise and tourist taxes).
    Source: rates in force: values/tables/tax_rates.tsv.

    >>> wrong = Subject.of("invoice", tax_total="100.00", total="119.00")
    >>> [problem.message for problem in tax_share_implausible(wrong)]
    ['The tax of 100.00 is more than a third of the total of 119.00.']
    >>> right = Subject.of("invoice", tax_total="19.00", total="119.00")
    >>> list(tax_share_implausible(right))
    []
    """
    document = subject.document
    if not document.total or not document.tax_total or document.total <= 0 or len(document.taxes) > 1:
        return
    if max(rates(document), default=ZERO) >= 40 or document.tax_total * 3 <= document.total:
        return
    yield Problem(
        ("tax_total", "total"),
        f"The tax of {plain(document.tax_total)} is more than a third of the total of {plain(document.total)}.",
        actual=document.tax_total,
    )
