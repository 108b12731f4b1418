"""REQ111: a field that the profile demands."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.paths import is_missing
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def profile_field_missing(subject: Subject) -> Iterator[Problem]:
    """A field that the profile demands is missing.

    Why: what must be on the document, for deducting tax or for the receiver's own rules, is not there or was not
        read.
    Slack: none.
    Silent when: no profile is used, or it demands no fields.
    Source: the profile; see docs/profiles.md.

    >>> wrong = Subject.of("invoice", around={"required": ["buyer.name"]})
    >>> [problem.message for problem in profile_field_missing(wrong)]
    ['The profile demands buyer name, which is missing.']
    >>> right = Subject.of("invoice", around={"required": ["buyer.name"]}, buyer={"name": "Bell plc"})
    >>> list(profile_field_missing(right))
    []
    """
    for path in subject.around.required:
        if is_missing(subject.document, path):
            paths = tuple(path.replace("[]", "").split("|"))
            words = " or ".join(paths).replace("_", " ").replace(".", " ")
            yield Problem(paths, f"The profile demands {words}, which is missing.")
