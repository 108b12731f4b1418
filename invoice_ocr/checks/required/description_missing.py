"""REQ113: a line without a description."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def description_missing(subject: Subject) -> Iterator[Problem]:
    """A line has no description.

    Why: what was bought must be named for deducting tax; the words were missed.
    Slack: none.
    Silent when: there are no lines, or all have a description or an item code.
    Source: BR-25, EN 16931-1; Article 226(6) of Directive 2006/112/EC.

    >>> wrong = Subject.of("invoice", lines=[{"amount": "1.00"}])
    >>> [problem.message for problem in description_missing(wrong)]
    ['Line 1 has no description.']
    >>> right = Subject.of("invoice", lines=[{"description": "Bread", "amount": "1.00"}])
    >>> list(description_missing(right))
    []
    """
    for index, line in enumerate(subject.document.lines):
        if not (line.description or line.item_code):
            yield Problem((f"lines[{index}].description",), f"Line {index + 1} has no description.")
