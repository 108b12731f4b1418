"""FRD105: a document number that this seller used before."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.fraud.earlier import is_near
from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def number_seen_before(subject: Subject) -> Iterator[Problem]:
    """A document of this seller with the same number was seen before.

    Why: it would be paid twice.
    Slack: case, blanks and punctuation do not count.
    Silent when: no store of earlier documents is used; the number is missing or has fewer than two characters; no
        document of the seller in the last two years has it.
    Source: common practice of accounts payable.

    >>> seen = {"source": "a.pdf", "number": "R-17", "issue_date": "2026-05-12", "total": "119.00"}
    >>> wrong = Subject.of(
    ...     "invoice",
    ...     number="R 17",
    ...     around={"past": {"earlier": [seen]}},
    ... )
    >>> [problem.message for problem in number_seen_before(wrong)]
    ['The number R 17 was seen before, in a.pdf.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     number="R-18",
    ...     around={"past": {"earlier": [seen]}},
    ... )
    >>> list(number_seen_before(right))
    []
    """
    for earlier in subject.around.past.earlier if subject.around.past else ():
        number = compact(subject.document.number or "")
        if len(number) > 1 and earlier.number and compact(earlier.number) == number and is_near(subject, earlier):
            yield Problem(
                ("number",),
                f"The number {subject.document.number} was seen before, in {earlier.source}.",
                actual=subject.document.number,
            )
            return
