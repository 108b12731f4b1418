"""EVI104: a value that was read with little confidence."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.evidence.decisive import entry, key_values
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

LOW = 0.6


def confidence_low(subject: Subject) -> Iterator[Problem]:
    """A value that decides what gets booked was read with little confidence.

    Why: a person should look at it before it is booked.
    Slack: a confidence of 0.6 and more passes.
    Silent when: there is no evidence, or none for the value; the value does not decide what gets booked.
    Source: this library's own promise to say whether a person should look.

    >>> entry = {"page": 0, "text": "119,00", "confidence": 0.41, "source": "ocr"}
    >>> found = confidence_low(Subject.of("invoice", total="119.00", evidence={"total": entry}))
    >>> [problem.message for problem in found]
    ['total: 119.00 was read from "119,00" with a confidence of 0.41.']
    >>> sure = {"total": {**entry, "confidence": 0.97}}
    >>> list(confidence_low(Subject.of("invoice", total="119.00", evidence=sure)))
    []
    """
    for path, value in key_values(subject.document).items():
        seen = entry(subject.evidence, path)
        if seen is None or seen.confidence >= LOW:
            continue
        yield Problem(
            (path,),
            f'{path}: {value} was read from "{seen.text}" with a confidence of {seen.confidence:.2f}.',
            expected=f"{LOW}",
            actual=f"{seen.confidence:.2f}",
        )
