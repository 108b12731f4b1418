"""FRD110: the picture of the page was seen before."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.past import Earlier
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def page_alike_seen(subject: Subject) -> Iterator[Problem]:
    """The page looks like one that was seen before, and nothing that was read tells them apart.

    Why: the same receipt sent as another file (smaller, converted, photographed from the screen) would be booked
        twice, even where seller or total can't be read.
    Slack: one sixteenth of the picture's fingerprint, which another size or compression changes.
    Silent when: no store of earlier documents is used; the picture is not known; number, date or total differ
        (sellers use one layout for all their invoices); none of them is known in both; it is the very same file
        (FRD108).
    Source: common practice of accounts payable.

    >>> seen = {"source": "a.jpg", "sha256": "ab", "total": "119.00"}
    >>> wrong = Subject.of("receipt", total="119.00", around={"past": {"pictured": [seen]}})
    >>> [problem.message for problem in page_alike_seen(wrong)]
    ['The page looks like that of a.jpg, seen before.']
    >>> list(page_alike_seen(Subject.of("receipt", total="118.00", around={"past": {"pictured": [seen]}})))
    []
    """
    past, file = subject.around.past, subject.around.file
    for earlier in past.pictured if past else ():
        same_file = file is not None and file.sha256 != "" and file.sha256 == earlier.sha256
        if not same_file and _agrees(subject, earlier):
            yield Problem(("number", "total"), f"The page looks like that of {earlier.source}, seen before.")
            return


def _agrees(subject: Subject, earlier: Earlier) -> bool:
    """Whether something known in both is the same, and nothing else."""
    document = subject.document
    pairs = (
        (compact(document.number or ""), compact(earlier.number or "")),
        (document.issue_date, earlier.issue_date),
        (document.total, earlier.total),
        (document.currency, earlier.currency),
    )
    told = [one == other for one, other in pairs if one not in (None, "") and other not in (None, "")]
    return all(told) and any(one == other for one, other in pairs[:3] if one not in (None, ""))
