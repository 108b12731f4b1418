"""Whether a person should look at a document."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.draft import Draft
    from invoice_ocr.model.finding import Finding
    from invoice_ocr.model.purchase import Kind
    from invoice_ocr.model.reading import Reading
    from invoice_ocr.model.report import Decision, ReadingSummary

NEEDED: dict[Kind, tuple[str, ...]] = {"invoice": ("total", "issue_date", "number"), "receipt": ("total", "issue_date")}
"""Without these nobody can book the document."""

DOUBTED = ("total", "issue_date", "number", "subtotal", "tax_total")
"""What an accepted document must not have wrong; the number only on an invoice."""

NOT_SEEN = 0.01
"""The doubt about a sum that was not found: most often it isn't printed."""

WARNED = 0.03
"""The doubt that a warning about a key field adds: of the labelled documents with one, that many more are wrong."""

PROMISED = 0.01
"""The share of accepted documents that may have a wrong value in these fields, where the user asks for no other."""


class Promise(NamedTuple):
    """For a share of errors among accepted documents, the doubt that one may have at most."""

    max_error: float
    doubt: float


def decide(
    draft: Draft,
    findings: Iterable[Finding],
    reading: Reading | ReadingSummary | None,
    max_error: float = PROMISED,
) -> Decision:
    """``reject`` what is neither an invoice nor a receipt, ``accept`` what leaves no reason to look at it.

    What a page is remains open where parts of it could not be read, or hardly a word of it is known.
    """
    if draft.kind is None:
        return "review" if draft.doubts or (reading and reading.warnings) else "reject"
    listed = tuple(findings)
    open_questions = any(reasons(draft, draft.kind, listed, reading))
    doubt = doubt_of(draft, draft.kind) + WARNED * len(warned(listed, draft.kind))
    return "review" if open_questions or doubt > most_doubt(max_error) else "accept"


def reasons(
    draft: Draft, kind: Kind, findings: Iterable[Finding], reading: Reading | ReadingSummary | None
) -> Iterator[str]:
    """Why a person should look, however sure the values are; several readings of one are as good as none."""
    yield from (finding.rule for finding in findings if _weighs(finding, kind))
    yield from (f"{path} is missing" for path in NEEDED[kind] if getattr(draft.document, path) is None)
    yield from (f"{doubt.path} could not be settled" for doubt in draft.doubts if doubt.path in DOUBTED)
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


def doubt_of(draft: Draft, kind: Kind) -> float:
    """The expected number of wrong values among the key fields; one without evidence was entered by a person."""
    return sum(_doubt(draft, path) for path in _doubted(kind))


def _doubted(kind: Kind) -> list[str]:
    return [path for path in DOUBTED if path != "number" or kind == "invoice"]


def warned(findings: Iterable[Finding], kind: Kind) -> set[str]:
    """The key fields of which a warning says that something is odd."""
    named = {path for each in findings if each.severity == "warning" and each.counts for path in each.paths}
    return named.intersection(_doubted(kind))


def _doubt(draft: Draft, path: str) -> float:
    if path in draft.evidence:
        return 1 - draft.evidence[path].confidence
    return NOT_SEEN if draft.evidence and getattr(draft.document, path) is None else 0.0


def most_doubt(max_error: float) -> float:
    """The doubt that an accepted document may have, by the strictest promise that holds what is asked.

    Raises:
        UsageError: ``max_error`` is no share, or less than the labelled documents can show.
    """
    held = [each.doubt for each in promises() if each.max_error <= max_error]
    if not held or not max_error < 1:
        least = min(each.max_error for each in promises())
        raise UsageError(
            f"No share of errors of at most {max_error:g} can be promised.",
            remedy=f"Give a number from {least:g} (that is {least:.1%}) to below 1.",
        )
    return max(held)


@lru_cache(maxsize=1)
def promises() -> tuple[Promise, ...]:
    """What the labelled documents show (`benchmarks/calibration.py`)."""
    table = resources.files("invoice_ocr.pipeline").joinpath("promises.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(Promise(float(row[0]), float(row[1])) for row in rows)
