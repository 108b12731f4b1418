"""TAX107: a rate above zero in a category without tax."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem

UNTAXED = {
    "Z": "zero rated",
    "E": "exempt",
    "AE": "reverse charge",
    "K": "intra-community supply",
    "G": "export",
    "O": "not subject to tax",
}


def untaxed_rate(subject: Subject) -> Iterator[Problem]:
    """A category without tax has a rate above zero.

    Why: either the category or the rate is misread; the two are booked differently.
    Slack: none.
    Silent when: category or rate is missing.
    Source: BR-Z-05, BR-E-05, BR-AE-05, BR-IC-05, BR-G-05, BR-O-05, EN 16931-1.

    >>> wrong = Subject.of("invoice", taxes=[{"category": "AE", "rate": "19"}])
    >>> [problem.message for problem in untaxed_rate(wrong)]
    ['Category AE (reverse charge) has no tax, but the rate is 19 %.']
    >>> list(untaxed_rate(Subject.of("invoice", taxes=[{"category": "AE", "rate": "0"}])))
    []
    """
    rows = [(f"taxes[{index}]", row.category, row.rate) for index, row in enumerate(subject.document.taxes)]
    rows += [(f"lines[{n}]", line.tax_category, line.tax_rate) for n, line in enumerate(subject.document.lines)]
    for path, category, rate in rows:
        if category in UNTAXED and rate:
            prefix = "tax_" if path.startswith("lines") else ""
            yield Problem(
                (f"{path}.{prefix}rate", f"{path}.{prefix}category"),
                f"Category {category} ({UNTAXED[category]}) has no tax, but the rate is {plain(rate)} %.",
                expected=0,
                actual=rate,
            )
