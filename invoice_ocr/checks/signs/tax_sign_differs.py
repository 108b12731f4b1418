"""SGN103: total and tax of different signs."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import withheld
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def tax_sign_differs(subject: Subject) -> Iterator[Problem]:
    """Total and total tax have different signs.

    Why: a minus sign was missed or invented; the tax would be booked on the wrong side.
    Slack: none.
    Silent when: one of the two is missing or zero; a tax row is withheld.
    Source: compare PEPPOL-EN16931-R054, Peppol BIS Billing 3.0.

    >>> [problem.message for problem in tax_sign_differs(Subject.of("invoice", total="119.00", tax_total="-19.00"))]
    ['The total is 119.00, but the total tax is -19.00: the signs differ.']
    >>> list(tax_sign_differs(Subject.of("invoice", total="119.00", tax_total="19.00")))
    []
    """
    total, tax = subject.document.total, subject.document.tax_total
    if not total or not tax or (total < 0) == (tax < 0) or withheld(subject.document):
        return
    yield Problem(
        ("tax_total", "total"),
        f"The total is {plain(total)}, but the total tax is {plain(tax)}: the signs differ.",
        expected=-tax,
        actual=tax,
    )
