"""EVI103: a value that only a model names."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.evidence.decisive import entry, is_booked, is_key
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.leaves import leaves

MODEL = "chat"
"""Sources of a model's reply start with this."""


def value_unseen(subject: Subject) -> Iterator[Problem]:
    """A value that a model names was not found on the page.

    Why: models invent values that look right; what is printed can be pointed at.
    Slack: none.
    Silent when: there is no evidence; the value's entry names a page, or comes from something else than a model; the
        value does not decide what gets booked.
    Source: this library's own promise that two readings beat one.

    >>> entry = {"text": "119.00", "confidence": 0.4, "source": "chat"}
    >>> [problem.message for problem in value_unseen(Subject.of("invoice", total="119.00", evidence={"total": entry}))]
    ['total: the model names 119.00, but it was not found on the page.']
    >>> found = {"total": {**entry, "page": 0}}
    >>> list(value_unseen(Subject.of("invoice", total="119.00", evidence=found)))
    []
    """
    for path, value in leaves(subject.document).items():
        seen = entry(subject.evidence, path)
        if seen is None or seen.page is not None or not seen.source.startswith(MODEL):
            continue
        if not (is_key(path) or is_booked(path)):
            continue
        yield Problem((path,), f"{path}: the model names {value}, but it was not found on the page.", actual=value)
