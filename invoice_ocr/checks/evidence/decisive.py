"""Which values of a document decide what gets booked, and where they were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Purchase
from invoice_ocr.model.report import Evidence

KEY = re.compile(r"number|issue_date|due_date|total|seller\.name|seller\.vat_id|payment\.iban|lines\[\d+\]\.amount")
"""Paths of values that stand on the page; subtotal, tax and amount due may also be proved by arithmetic."""

BOOKED = re.compile(
    r"number|issue_date|due_date|currency|subtotal|tax_total|total|amount_due|payment\.iban|seller\.name|(?:seller|buyer)\.vat_id|lines\[\d+\]\.amount"
)
"""Paths on which all sources must agree before anything gets booked."""


def key_values(document: Purchase) -> dict[str, Any]:
    """The values that decide what gets booked."""
    return {path: value for path, value in leaves(document).items() if is_key(path)}


def is_key(path: str) -> bool:
    """Whether the value at the path decides what gets booked and stands on the page."""
    return KEY.fullmatch(path) is not None


def is_booked(path: str) -> bool:
    """Whether all sources must agree on the path."""
    return BOOKED.fullmatch(path) is not None


def contradictions(subject: Subject) -> Iterator[Problem]:
    """A problem for each value of the document that another source gives differently."""
    known = leaves(subject.document) if any(e.contradicted_by for e in subject.evidence.values()) else {}
    for path, seen in subject.evidence.items():
        if path not in known or not seen.contradicted_by:
            continue
        others = " or ".join(seen.contradicted_by)
        message = f"{path}: {known[path]} was chosen, but another source says {others}."
        yield Problem((path,), message, expected=others, actual=known[path])


def entry(evidence: Mapping[str, Evidence], path: str) -> Evidence | None:
    """The evidence of a path, or of the object that it is a part of.

    >>> entry({}, "lines[0].amount")
    """
    while path not in evidence:
        path, dot, _ = path.rpartition(".")
        if not dot:
            return None
    return evidence[path]
