"""EVI101: a text that admits several values."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.leaves import leaves


def value_ambiguous(subject: Subject) -> Iterator[Problem]:
    """A printed text can be read as several values.

    Why: only a person knows whether 04/05 is in April or in May; guessing would be wrong half of the time.
    Slack: none.
    Silent when: there is no evidence; the document has a value at this path, because somebody decided; the text has one
        reading only.
    Source: this library's own promise that no value is guessed.

    >>> entry = {"text": "04/05/2026", "confidence": 0.5, "source": "ocr", "readings": ["2026-05-04", "2026-04-05"]}
    >>> found = value_ambiguous(Subject.of("receipt", evidence={"issue_date": entry}))
    >>> [problem.message for problem in found]
    ['issue_date: "04/05/2026" can be read as 2026-05-04 or 2026-04-05.']
    >>> list(value_ambiguous(Subject.of("receipt", issue_date="2026-05-04", evidence={"issue_date": entry})))
    []
    """
    if not any(entry.readings for entry in subject.evidence.values()):
        return
    known = leaves(subject.document)
    for path, entry in subject.evidence.items():
        if path in known or entry.readings is None or len(set(entry.readings)) < 2:
            continue
        yield Problem(
            (path,),
            f'{path}: "{entry.text}" can be read as {" or ".join(entry.readings)}.',
            expected=" or ".join(entry.readings),
        )
