"""Comparing a document with those that were seen before."""

from __future__ import annotations

from invoice_ocr.checks.past import Earlier
from invoice_ocr.checks.subject import Subject

YEARS = 730
"""Days within which a seller does not use a number again."""


def is_near(subject: Subject, earlier: Earlier) -> bool:
    """Whether the dates are near, or one is not known."""
    day = subject.document.issue_date
    return day is None or earlier.issue_date is None or abs((day - earlier.issue_date).days) <= YEARS
