"""REQ106: no lines."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def lines_missing(subject: Subject) -> Iterator[Problem]:
    """The document has no lines.

    Why: what was bought is not known, and the lines cannot prove the totals.
    Slack: none.
    Silent when: there is a line.
    Source: BR-16, EN 16931-1.

    >>> [problem.message for problem in lines_missing(Subject.of("receipt", total="9.90"))]
    ['The document has no lines.']
    >>> list(lines_missing(Subject.of("receipt", lines=[{"amount": "9.90"}])))
    []
    """
    if not subject.document.lines:
        yield Problem(("lines",), "The document has no lines.")
