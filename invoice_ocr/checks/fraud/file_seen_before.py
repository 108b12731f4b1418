"""FRD108: the same file under another name."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def file_seen_before(subject: Subject) -> Iterator[Problem]:
    """The same file was seen before under another name.

    Why: it was handed in twice, and would be booked twice.
    Slack: none; every byte is the same.
    Silent when: no store of earlier documents is used; the file's hash is not known; it was seen under the same
        name only (checked again).
    Source: common practice of accounts payable.

    >>> wrong = Subject.of(
    ...     "invoice",
    ...     around={"file": {"sha256": "ab"}, "past": {"earlier": [{"source": "a.pdf", "sha256": "ab"}]}},
    ... )
    >>> [problem.message for problem in file_seen_before(wrong)]
    ['The same file was seen before as a.pdf.']
    >>> right = Subject.of(
    ...     "invoice",
    ...     around={"file": {"sha256": "cd"}, "past": {"earlier": [{"source": "a.pdf", "sha256": "ab"}]}},
    ... )
    >>> list(file_seen_before(right))
    []
    """
    past, file = subject.around.past, subject.around.file
    for earlier in past.earlier if past and file and file.sha256 else ():
        if file and earlier.sha256 == file.sha256:
            yield Problem(("number", "total"), f"The same file was seen before as {earlier.source}.")
            return
