"""Whether a person should look at a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.draft import Draft
    from invoice_ocr.model.finding import Finding
    from invoice_ocr.model.purchase import Kind
    from invoice_ocr.model.reading import Reading
    from invoice_ocr.model.report import Decision, ReadingSummary

NEEDED: dict[Kind, tuple[str, ...]] = {"invoice": ("total", "issue_date", "number"), "receipt": ("total", "issue_date")}
"""Without these nobody can book the document."""

KEY_FIELDS = ("total", "issue_date", "number", "currency", "subtotal", "tax_total")

SURE = {"total": 0.92, "issue_date": 0.9, "number": 0.85, "subtotal": 0.9, "tax_total": 0.9}
"""The confidence below which a person should look."""


def decide(draft: Draft, findings: Iterable[Finding], reading: Reading | ReadingSummary | None) -> Decision:
    """``reject`` what is neither an invoice nor a receipt, ``accept`` what leaves no reason to look at it."""
    if draft.kind is None:
        return "reject"
    return "review" if any(reasons(draft, draft.kind, findings, reading)) else "accept"


def reasons(
    draft: Draft, kind: Kind, findings: Iterable[Finding], reading: Reading | ReadingSummary | None
) -> Iterator[str]:
    """Why a person should look; a value with several readings is missing until somebody has chosen."""
    yield from (finding.rule for finding in findings if _weighs(finding, kind))
    yield from (f"{path} is missing" for path in NEEDED[kind] if getattr(draft.document, path) is None)
    yield from (f"{path} is unsure" for path in _unsure(draft, kind))
    yield from (f"{doubt.path} could not be settled" for doubt in draft.doubts if doubt.path in SURE)
    if reading:
        yield from reading.warnings


def _weighs(finding: Finding, kind: Kind) -> bool:
    """Whether a finding alone demands a look: an error does, unless it concerns nothing but the items of a receipt.

    A till's lines carry discounts, deposits and weights in ways that no equation covers; its sums are proved without
    them. Two sources that disagree about the items are another matter.
    """
    if finding.severity != "error" or not finding.counts:
        return False
    contested = finding.rule in {"EVI103", "EVI105"}
    return contested or not (kind == "receipt" and any(path.startswith("lines") for path in finding.paths))


def _unsure(draft: Draft, kind: Kind) -> list[str]:
    """Key fields whose evidence is weak or admits several values; a value without evidence was entered by a person."""
    paths = [path for path in SURE if path in draft.evidence and (path != "number" or kind == "invoice")]
    return [path for path in paths if draft.evidence[path].confidence < SURE[path]]
