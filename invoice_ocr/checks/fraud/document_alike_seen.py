"""FRD107: the same seller, date and total as before."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.past import Earlier
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def document_alike_seen(subject: Subject) -> Iterator[Problem]:
    """A document of this seller with the same date and total was seen before.

    Why: it may be a copy with another number, or a receipt beside its card slip; it would be booked twice.
    Slack: none.
    Silent when: no store of earlier documents is used; date or total is missing or zero; the currencies differ; an
        invoice has the same number (FRD105).
    Source: common practice of accounts payable.

    >>> seen = {"source": "a.pdf", "number": "R-17", "issue_date": "2026-05-12", "total": "119.00"}
    >>> wrong = Subject.of(
    ...     "invoice",
    ...     issue_date="2026-05-12",
    ...     total="119.00",
    ...     around={"past": {"earlier": [seen]}},
    ... )
    >>> [problem.message for problem in document_alike_seen(wrong)]
    ['a.pdf is of the same seller and day and has the same total of 119.00.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     issue_date="2026-05-13",
    ...     total="119.00",
    ...     around={"past": {"earlier": [seen]}},
    ... )
    >>> list(document_alike_seen(right))
    []
    """
    document = subject.document
    for earlier in subject.around.past.earlier if subject.around.past else ():
        if _is_alike(subject, earlier) and document.total is not None:
            yield Problem(
                ("total", "issue_date"),
                f"{earlier.source} is of the same seller and day and has the same total of {plain(document.total)}.",
                actual=document.total,
            )
            return


def _is_alike(subject: Subject, earlier: Earlier) -> bool:
    document = subject.document
    if document.issue_date is None or not document.total or document.currency != earlier.currency:
        return False
    ours, theirs = compact(document.number or ""), compact(earlier.number or "")
    is_other_rule = subject.kind == "invoice" and ours != "" and ours == theirs
    same = document.issue_date == earlier.issue_date and document.total == earlier.total
    return same and not is_other_rule
