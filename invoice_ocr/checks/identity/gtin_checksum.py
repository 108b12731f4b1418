"""IDN107: a GTIN whose check digit is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import compact
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

LENGTHS = (8, 12, 13, 14)


def gtin_checksum(subject: Subject) -> Iterator[Problem]:
    """A line's GTIN is not valid.

    Why: its check digit reveals a misread digit, and the goods would be booked as others.
    Slack: blanks do not count.
    Silent when: there is no GTIN, or the number has not 8, 12, 13 or 14 digits (codes of the shop's own).
    Source: GS1 General Specifications, check digit; BT-157 of EN 16931-1.

    >>> wrong = Subject.of("receipt", lines=[{"gtin": "4006381333937"}])
    >>> [problem.message for problem in gtin_checksum(wrong)]
    ['Line 1: the GTIN 4006381333937 is not valid: a digit is misread.']
    >>> list(gtin_checksum(Subject.of("receipt", lines=[{"gtin": "4006381333931"}])))
    []
    """
    for index, line in enumerate(subject.document.lines):
        if line.gtin is None or len(compact(line.gtin)) not in LENGTHS:
            continue
        from stdnum import ean  # noqa: PLC0415 - loaded when a GTIN is there

        if not ean.is_valid(compact(line.gtin)):
            yield Problem(
                (f"lines[{index}].gtin",),
                f"Line {index + 1}: the GTIN {line.gtin} is not valid: a digit is misread.",
                actual=line.gtin,
            )
