"""FRD106: a document number that looks like one seen before."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

ALIKE = str.maketrans("OILSBZ", "011582")


def number_alike_seen(subject: Subject) -> Iterator[Problem]:
    """A number that looks the same was seen before, with the same total.

    Why: one of the two is misread (O and 0, I and 1), and the invoice would be paid twice.
    Slack: O counts as 0, I and L as 1, S as 5, B as 8, Z as 2; leading zeros do not count.
    Silent when: no store of earlier documents is used; number or total is missing; the numbers are equal (FRD105);
        the totals differ.
    Source: common practice of accounts payable.

    >>> seen = {"source": "a.pdf", "number": "R-17", "issue_date": "2026-05-12", "total": "119.00"}
    >>> wrong = Subject.of(
    ...     "invoice",
    ...     number="R-I7",
    ...     total="119.00",
    ...     around={"past": {"earlier": [seen]}},
    ... )
    >>> [problem.message for problem in number_alike_seen(wrong)]
    ['R-I7 looks like R-17 in a.pdf, with the same total.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     number="R-77",
    ...     total="119.00",
    ...     around={"past": {"earlier": [seen]}},
    ... )
    >>> list(number_alike_seen(right))
    []
    """
    document = subject.document
    number = compact(document.number or "")
    for earlier in subject.around.past.earlier if subject.around.past else ():
        other = compact(earlier.number or "")
        if not number or not other or number == other or document.total is None or earlier.total != document.total:
            continue
        if number.translate(ALIKE).lstrip("0") == other.translate(ALIKE).lstrip("0"):
            yield Problem(
                ("number", "total"),
                f"{document.number} looks like {earlier.number} in {earlier.source}, with the same total.",
                actual=document.number,
            )
            return
