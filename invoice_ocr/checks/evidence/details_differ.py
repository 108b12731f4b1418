"""EVI106: two sources that read a detail differently."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.evidence.leaves import contradictions, is_booked
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def details_differ(subject: Subject) -> Iterator[Problem]:
    """Two sources give different values for a name, an address or another detail.

    Why: one of them is wrong, or they mean different lines of the page, such as a shop and its owner.
    Slack: none.
    Silent when: there is one source only, or all agree; the value decides what gets booked (see EVI105).
    Source: this library's own promise that two readings beat one.

    >>> entry = {"page": 0, "text": "Linde", "confidence": 0.8, "source": "chat", "contradicted_by": ["Ulme"]}
    >>> found = details_differ(Subject.of("receipt", seller={"name": "Linde"}, evidence={"seller.name": entry}))
    >>> [problem.message for problem in found]
    ['seller.name: Linde was chosen, but another source says Ulme.']
    >>> list(details_differ(Subject.of("receipt", seller={"name": "Linde"})))
    []
    """
    yield from (problem for problem in contradictions(subject) if not is_booked(problem.paths[0]))
