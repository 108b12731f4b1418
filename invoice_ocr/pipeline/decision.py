"""Whether a person should look at a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.draft import Draft
    from invoice_ocr.model.finding import Finding
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.reading import Reading
    from invoice_ocr.model.report import Decision, ReadingSummary

NEEDED = ("total", "issue_date", "number")
KEY_FIELDS = (*NEEDED, "currency", "subtotal", "tax_total")
SURE = 0.9


def decide(draft: Draft, findings: Iterable[Finding], reading: Reading | ReadingSummary | None) -> Decision:
    """``reject`` what is neither an invoice nor a receipt, ``accept`` what leaves no reason to look at it."""
    if draft.kind is None:
        return "reject"
    return "review" if any(_reasons(draft, findings, reading)) else "accept"


def _reasons(draft: Draft, findings: Iterable[Finding], reading: Reading | ReadingSummary | None) -> Iterator[str]:
    """Why a person should look; a value with several readings is missing until somebody has chosen."""
    yield from (finding.rule for finding in findings if finding.severity == "error" and finding.status == "fail")
    yield from (f"{path} is missing" for path in _missing(draft.document))
    yield from (f"{path} is unsure" for path in _unsure(draft))
    if reading:
        yield from reading.warnings


def _missing(document: Purchase) -> list[str]:
    needed = {"total": document.total, "issue_date": document.issue_date, "number": document.number}
    return [path for path in NEEDED if needed[path] is None]


def _unsure(draft: Draft) -> list[str]:
    """Key fields whose evidence is weak or admits several values; a value without evidence was entered by a person."""
    seen = {path: draft.evidence[path] for path in KEY_FIELDS if path in draft.evidence}
    return [path for path, evidence in seen.items() if evidence.confidence < SURE]
