"""Proposals: another value for one path that differs by a slip of reading, and with which every equation holds.

The document itself is never changed. Where the slip of one digit explains a failure, so may that of another: all are
proposed, and a person, or a second reading, decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from pydantic import ValidationError

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.parts import decimals
from invoice_ocr.checks.plausibility.triples import is_transposed
from invoice_ocr.checks.run import findings_of
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Finding, Proposal
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Purchase

EQUATIONS = ("ARI", "TAX", "RCP")
MOST_LINES = 200
"""Of longer documents nothing is proposed, because each proposal is checked by all equations."""

MOST = 40
"""Values that are tried."""

STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def with_proposals(subject: Subject, findings: tuple[Finding, ...], checks: Iterable[Check]) -> tuple[Finding, ...]:
    """The findings, those of broken equations with what would mend all of them."""
    broken = [finding for finding in findings if _is_equation(finding) and finding.counts]
    if not broken or len(subject.document.lines) > MOST_LINES:
        return findings
    equations = [check for check in checks if check.rule.startswith(EQUATIONS) and check.severity == "error"]
    tried = list(dict.fromkeys(each for finding in broken for each in _slips(subject.document, finding)))[:MOST]
    mending = [each for each in tried if _mends(subject, each, equations)]
    return tuple(_with(finding, mending) if finding in broken else finding for finding in findings)


def slip(printed: Decimal, value: Decimal) -> str:
    """In words, how one could be misread as the other; empty where it is more than one slip.

    >>> slip(Decimal("94.97"), Decimal("94.87")), slip(Decimal("11900"), Decimal("119.00"))
    ('one digit differs', 'the decimal mark is in another place')
    >>> slip(Decimal("10.00"), Decimal("25.00"))
    ''
    """
    if printed == value or not printed or not value or (printed < 0) != (value < 0):
        return ""
    one, other = plain(printed), plain(value)
    if any(printed.scaleb(places) == value for places in (-3, -2, -1, 1, 2, 3)):
        return "the decimal mark is in another place"
    if is_transposed(one, other):
        return "two neighbouring digits are exchanged"
    if len(one) == len(other) and sum(left != right for left, right in zip(one, other, strict=True)) == 1:
        return "one digit differs"
    return ""


def _is_equation(finding: Finding) -> bool:
    return finding.rule.startswith(EQUATIONS) and finding.severity == "error"


def _with(finding: Finding, mending: list[tuple[str, Decimal, str]]) -> Finding:
    proposals = tuple(
        Proposal(path=path, value=plain(value), evidence=f"{words}, and every equation holds")
        for path, value, words in mending
        if path in finding.paths
    )
    return finding.model_copy(update={"proposals": proposals})


def _slips(document: Purchase, finding: Finding) -> Iterator[tuple[str, Decimal, str]]:
    """Values for the paths of a finding that would take its difference away and are a slip from what is there."""
    try:
        off = Decimal(finding.expected or "") - Decimal(finding.actual or "")
    except InvalidOperation:
        return
    values = leaves(document)
    for path in finding.paths:
        printed = values.get(path)
        if not isinstance(printed, Decimal):
            continue
        for value in (printed + off, printed - off, *_factors(document, path)):
            words = slip(printed, value)
            if words and decimals(value) <= max(2, decimals(printed)):
                yield path, value, words


def _factors(document: Purchase, path: str) -> Iterator[Decimal]:
    """Quantity or unit price as the other two of a line make it, where they divide evenly."""
    match = re.fullmatch(r"lines\[(\d+)\]\.(quantity|unit_price)", path)
    line = document.lines[int(match[1])] if match else None
    if match and line and line.amount:
        other = line.unit_price if match[2] == "quantity" else line.quantity
        if other:
            value = (line.amount / other).normalize()
            yield value.quantize(Decimal(1).scaleb(-max(decimals(value), decimals(getattr(line, match[2])))))


def _mends(subject: Subject, slipped: tuple[str, Decimal, str], equations: list[Check]) -> bool:
    path, value, _ = slipped
    try:
        document = with_value(subject.document, path, value)
    except ValidationError:
        return False
    changed = Subject(document, subject.kind, subject.evidence, subject.layout, subject.today, subject.around)
    return not any(findings_of(changed, equations))


def with_value(document: Purchase, path: str, value: object) -> Purchase:
    """A copy of the document with another value at a path that has one.

    >>> with_value(Purchase.model_validate({"lines": [{"amount": "1.00"}]}), "lines[0].amount", "2.00").lines[0].amount
    Decimal('2.00')
    """
    plain_document = document.model_dump()
    place = plain_document
    *steps, (last, _) = STEP.findall(path)
    for name, index in steps:
        place = place[name][int(index)] if index else place[name]
    place[last] = value
    return type(document).model_validate(plain_document)
