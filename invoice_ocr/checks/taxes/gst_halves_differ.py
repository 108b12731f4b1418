"""TAX117: the two halves of the Indian tax."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.numbers import is_gstin
from invoice_ocr.checks.parts import step
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def gst_halves_differ(subject: Subject) -> Iterator[Problem]:
    """The central and the state half of the Indian tax differ.

    Why: CGST and SGST are the same amount by law; one of them is misread.
    Slack: the last printed place.
    Silent when: the seller has no GSTIN; there are not two rows for a rate, an amount is missing, or the bases
        differ.
    Source: Section 9 of the CGST Act 2017 with the SGST Acts of the states.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     seller={"tax_id": "27AAPFU0939F1ZV"},
    ...     taxes=[{"rate": "9", "amount": "9.00"}, {"rate": "9", "amount": "6.00"}],
    ... )
    >>> [problem.message for problem in gst_halves_differ(wrong)]
    ['Both halves are 9 %, but one is 9.00 and the other 6.00.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     seller={"tax_id": "27AAPFU0939F1ZV"},
    ...     taxes=[{"rate": "9", "amount": "9.00"}, {"rate": "9", "amount": "9.00"}],
    ... )
    >>> list(gst_halves_differ(right))
    []
    """
    document = subject.document
    if not is_gstin(document.seller.tax_id or document.seller.vat_id):
        return
    for rate in {row.rate for row in document.taxes if row.rate}:
        rows = [(index, row) for index, row in enumerate(document.taxes) if row.rate == rate and row.amount is not None]
        if len(rows) != 2 or rows[0][1].base != rows[1][1].base:
            continue
        (first, one), (second, other) = rows
        if one.amount is not None and other.amount is not None and abs(one.amount - other.amount) > step(document):
            yield Problem(
                (f"taxes[{first}].amount", f"taxes[{second}].amount"),
                f"Both halves are {plain(rate)} %, but one is {plain(one.amount)} and the other {plain(other.amount)}.",
                expected=other.amount,
                actual=one.amount,
                tolerance=step(document),
            )
