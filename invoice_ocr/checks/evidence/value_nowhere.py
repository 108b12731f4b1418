"""EVI102: a value that nobody saw."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.evidence.decisive import entry, key_values
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def value_nowhere(subject: Subject) -> Iterator[Problem]:
    """A value of the document has no place on the page.

    Why: other values say where they were read; this one may be invented, or was typed in.
    Slack: none.
    Silent when: there is no evidence at all; the value, or the object that it is a part of, has an entry; the value
        does not decide what gets booked, or may be proved by arithmetic (subtotal, tax, amount due).
    Source: this library's own promise that every value says where it was read.

    >>> seen = {"number": {"page": 0, "text": "R-17", "confidence": 0.9, "source": "ocr"}}
    >>> wrong = Subject.of("invoice", evidence=seen, number="R-17", total="119.00")
    >>> [problem.message for problem in value_nowhere(wrong)]
    ['total: nothing says where the value 119.00 was read.']
    >>> list(value_nowhere(Subject.of("invoice", number="R-17", total="119.00")))
    []
    """
    if not subject.evidence:
        return
    for path, value in key_values(subject.document).items():
        if entry(subject.evidence, path) is None:
            yield Problem((path,), f"{path}: nothing says where the value {value} was read.", actual=value)
