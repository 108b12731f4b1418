"""FRD109: a PDF that was saved again after it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

MINUTE = timedelta(minutes=1)


def file_edited(subject: Subject) -> Iterator[Problem]:
    """The PDF was changed after it was made.

    Why: amounts or the account may have been edited; signing and stamping do it as well, so that it is only a
        remark.
    Slack: one minute between making and saving.
    Silent when: the file is no PDF or says nothing of its making; it was saved once, and its dates agree.
    Source: ISO 32000-1, 7.5.6 Incremental Updates; 14.3.3 Document Information Dictionary.

    >>> wrong = Subject.of("invoice", around={"file": {"saves": 1}})
    >>> [problem.message for problem in file_edited(wrong)]
    ['The PDF was changed after it was made.']
    >>> right = Subject.of("invoice", around={"file": {"saves": 0}})
    >>> list(file_edited(right))
    []
    """
    file = subject.around.file
    if file is None:
        return
    later = file.created is not None and file.modified is not None and file.modified - file.created > MINUTE
    if file.saves or later:
        how = f" with {file.producer}" if file.producer else ""
        when = f" on {file.modified.date().isoformat()}" if later and file.modified else ""
        yield Problem(("total", "payment.iban"), f"The PDF was changed after it was made{when}{how}.")
