"""Proposals applied where a second look at the page confirms them; nothing else is ever changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from invoice_ocr.checks.proposals import with_value
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.report import ReadingSummary, Report
from invoice_ocr.values.amount import find_amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.finding import Proposal
    from invoice_ocr.model.report import Evidence
    from invoice_ocr.pipeline.extraction import Input

LONG_SIDE = 4000
"""Pixels of the page from which a place is cut: more than the first look had."""

ASIDE, OVER = 1.0, 0.6
"""How much is shown around a place, in its heights."""


def fix(report: Report[Any], source: Input) -> Report[Any]:
    """The report with each proposal that the page itself confirms, read again at its place by the embedded OCR.

    A value is changed where the second look reads the proposed amount there, and not the present one. The report's
    ``reading.warnings`` say so, which asks for a person; check it again for its findings. A path without a box, or
    whose second look is no clearer, stays as it is.

    Raises:
        DocumentError: ``source`` cannot be opened.
    """
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - only where there is something to fix

    proposals = list(_proposals(report))
    if not proposals:
        return report
    document = open_document(source)
    confirmed = [(each, seen) for each in proposals if (seen := _seen(report, each, document))]
    paths = [each.path for each, _ in confirmed]
    for each, seen in confirmed:
        if paths.count(each.path) == 1:
            report = _applied(report, each, seen)
    return report


def _proposals(report: Report[Any]) -> Iterator[Proposal]:
    """Each once."""
    listed = (each for finding in report.findings if finding.counts for each in finding.proposals)
    yield from {(each.path, each.value): each for each in listed}.values()


def _seen(report: Report[Any], proposal: Proposal, document: Document) -> str:
    """What stands at the place, where that is the proposed amount and not the present one; otherwise nothing."""
    evidence = report.evidence.get(proposal.path)
    present = leaves(report.document).get(proposal.path)
    if evidence is None or evidence.box is None or evidence.page is None or evidence.page >= len(document.pages):
        return ""
    text = _read(document.pages[evidence.page].image(long_side=LONG_SIDE), evidence.box)
    amounts = {value for found in find_amounts(text) for value in found.parsed.readings}
    return text if Decimal(proposal.value) in amounts and present not in amounts else ""


def _read(page: Image, box: tuple[float, float, float, float]) -> str:
    from invoice_ocr.readers.ocr import embedded_engine  # noqa: PLC0415 - heavy

    left, top, right, bottom = (side * full for side, full in zip(box, (*page.size, *page.size), strict=True))
    height = bottom - top
    area = (left - ASIDE * height, top - OVER * height, right + ASIDE * height, bottom + OVER * height)
    reading = embedded_engine().read(page.crop(area).convert("RGB"))
    return " ".join(word.text for word in sorted(reading.words, key=lambda word: word.box.left))


def _applied(report: Report[Any], proposal: Proposal, seen: str) -> Report[Any]:
    before = leaves(report.document).get(proposal.path)
    said = (
        f"{proposal.path} was changed from {before} to {proposal.value}: {proposal.evidence}, and the page says {seen}."
    )
    reading = report.reading or ReadingSummary(reader="fix", seconds=0)
    return report.model_copy(
        update={
            "document": with_value(report.document, proposal.path, Decimal(proposal.value)),
            "evidence": {**report.evidence, proposal.path: _evidence(report.evidence[proposal.path], seen)},
            "reading": reading.model_copy(update={"warnings": (*reading.warnings, said)}),
        }
    )


def _evidence(before: Evidence, seen: str) -> Evidence:
    return before.model_copy(update={"text": seen, "source": "ocr", "contradicted_by": None, "readings": None})
