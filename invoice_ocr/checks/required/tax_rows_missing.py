"""REQ110: tax without rates."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def tax_rows_missing(subject: Subject) -> Iterator[Problem]:
    """Tax is charged, but no rate is named.

    Why: tax is booked by rate, and without one the amount cannot be proved.
    Slack: none.
    Silent when: the total tax is missing or zero; there is a tax row, or a line names its rate.
    Source: BR-CO-18, EN 16931-1.

    >>> [problem.message for problem in tax_rows_missing(Subject.of("invoice", tax_total="19.00"))]
    ['Tax of 19.00 is charged, but no rate is named.']
    >>> list(tax_rows_missing(Subject.of("invoice", tax_total="19.00", taxes=[{"rate": "19"}])))
    []
    """
    document = subject.document
    if not document.tax_total or document.taxes or any(line.tax_rate for line in document.lines):
        return
    yield Problem(("taxes",), f"Tax of {plain(document.tax_total)} is charged, but no rate is named.")
