"""EVI105: two sources that read a decisive value differently."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.evidence.decisive import contradictions, is_booked
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def sources_differ(subject: Subject) -> Iterator[Problem]:
    """Two sources give different values for something that decides what gets booked.

    Why: a model, the words on the page and an embedded invoice should say the same; one of them is wrong.
    Slack: none.
    Silent when: there is one source only, or all agree; the value does not decide what gets booked (see EVI106).
    Source: this library's own promise that two readings beat one.

    >>> entry = {"page": 0, "text": "119.00", "confidence": 0.9, "source": "ocr", "contradicted_by": ["191.00"]}
    >>> found = sources_differ(Subject.of("invoice", total="119.00", evidence={"total": entry}))
    >>> [problem.message for problem in found]
    ['total: 119.00 was chosen, but another source says 191.00.']
    >>> alone = {"total": {"page": 0, "text": "119.00", "confidence": 0.9, "source": "ocr"}}
    >>> list(sources_differ(Subject.of("invoice", total="119.00", evidence=alone)))
    []
    """
    yield from (problem for problem in contradictions(subject) if is_booked(problem.paths[0]))
