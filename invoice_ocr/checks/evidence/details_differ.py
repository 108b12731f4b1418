"""EVI106: two sources that read a detail differently."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.evidence.decisive import contradictions, is_booked
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def details_differ(subject: Subject) -> Iterator[Problem]:
    """Two sources give different values for an address, a telephone number or another detail.

    Why: one of them is wrong, or they mean different lines of the page, such as a shop's number and its owner's.
    Slack: none.
    Silent when: there is one source only, or all agree; the value decides what gets booked (see EVI105).
    Source: this library's own promise that two readings beat one; within an e-invoice, the net price of an item against
        its gross price less the discount (PEPPOL-EN16931-R046).

    >>> entry = {"page": 0, "text": "01865 555 0142", "confidence": 0.8, "source": "ocr", "contradicted_by": ["0143"]}
    >>> seller = {"phone": "01865 555 0142"}
    >>> found = details_differ(Subject.of("receipt", seller=seller, evidence={"seller.phone": entry}))
    >>> [problem.message for problem in found]
    ['seller.phone: 01865 555 0142 was chosen, but another source says 0143.']
    >>> list(details_differ(Subject.of("receipt", seller=seller)))
    []
    """
    yield from (problem for problem in contradictions(subject) if not is_booked(problem.paths[0]))
