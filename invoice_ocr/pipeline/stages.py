"""An opened file through all stages: one reading, and a report for each document in it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from invoice_ocr.einvoice import stated_by
from invoice_ocr.errors import UnsupportedDocument
from invoice_ocr.fields import Part, assemble, split_pages, within
from invoice_ocr.model.reading import Reading
from invoice_ocr.model.report import Source
from invoice_ocr.pipeline.coded import with_codes
from invoice_ocr.pipeline.decision import PROMISED
from invoice_ocr.pipeline.second_look import look_again
from invoice_ocr.pipeline.summary import report_on, summarise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.purchase import Purchase, Wanted
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.model.report import Evidence, Report


def read(
    document: Document, kind: Wanted, reader: Reader, max_error: float = PROMISED, *, whole: bool = False
) -> Report[Purchase]:
    """The report of a file that holds one document; ``whole`` takes all pages for one.

    Raises:
        UnsupportedDocument: The file holds several documents.
    """
    start = time.perf_counter()
    reading = _reading(document, kind, reader)
    parts = [] if whole else _parts(document, reading)
    if len(parts) > 1:
        pages = ", ".join(dict.fromkeys(f"{part.first + 1}-{part.last + 1}" for part in parts[:8]))
        message = f"{document.name} holds {len(parts)} documents (pages {pages}{', ...' if len(parts) > 8 else ''})."
        remedy = "Use extract_all, extract_many or the program, which give a report for each."
        raise UnsupportedDocument(message, remedy=remedy)
    return _report(document, _doubted(reading, parts), kind, reader, max_error, start)


def read_all(
    document: Document, kind: Wanted, reader: Reader, max_error: float = PROMISED
) -> Iterator[Report[Purchase]]:
    """A report for each document in the file, in their order; evidence names the pages of the file."""
    start = time.perf_counter()
    reading = _reading(document, kind, reader)
    parts = _parts(document, reading)
    if len(parts) < 2:
        yield _report(document, _doubted(reading, parts), kind, reader, max_error, start)
        return
    for index, part in enumerate(parts):
        pages = replace(document, pages=document.pages[part.first : part.last + 1])
        report = _report(pages, _doubted(_cut(reading, part), [part]), kind, reader, max_error, start)
        source = report.source.model_copy(
            update={"pages": len(document.pages), "page_range": (part.first, part.last), "index": index}
        )
        yield _moved(report, part.first).model_copy(update={"source": source})
        start = time.perf_counter()


def _reading(document: Document, kind: Wanted, reader: Reader) -> Reading:
    """All that is seen: words, what the e-invoice inside of the file states, and what codes on its pages state."""
    reading = reader.read(document, kind) if document.pages else Reading("xml", ())
    claims, warnings = stated_by(document)
    reading = replace(reading, claims=(*reading.claims, *claims), warnings=(*reading.warnings, *warnings))
    return with_codes(reading, document)


def _parts(document: Document, reading: Reading) -> list[Part]:
    """The documents in the file; what a model or an e-invoice states is about the file as a whole."""
    pages = len(document.pages)
    if any(claim.page is None for claim in reading.claims) or len(reading.pages) != pages:
        return [Part(0, max(0, pages - 1))]
    return split_pages(reading)


def _doubted(reading: Reading, parts: list[Part]) -> Reading:
    doubts = tuple(part.doubt for part in parts if part.doubt)
    return replace(reading, warnings=(*reading.warnings, *doubts)) if doubts else reading


def _cut(reading: Reading, part: Part) -> Reading:
    """The reading of these pages alone; a warning that names a page stays with all parts."""
    claims = (
        replace(claim, page=claim.page - part.first)
        for claim in reading.claims
        if claim.page is not None and part.first <= claim.page <= part.last
    )
    cut = replace(reading, pages=reading.pages[part.first : part.last + 1], claims=tuple(claims))
    return within(cut, part.box) if part.box else cut


def _report(
    document: Document, reading: Reading, kind: Wanted, reader: Reader, max_error: float, start: float
) -> Report[Purchase]:
    draft = assemble(reading, kind=kind)
    source = Source(name=document.name, sha256=document.sha256, pages=len(document.pages), inside=document.inside)
    report = report_on(draft, source, summarise(reading, time.perf_counter() - start), max_error=max_error)
    seen_again = look_again(document, reading, draft, report.findings, reader)
    if seen_again is None:
        return report
    summary = summarise(seen_again, time.perf_counter() - start)
    second = report_on(assemble(seen_again, kind=kind), source, summary, max_error=max_error)
    return min((report, second), key=_errors)


def _errors(report: Report[Purchase]) -> int:
    """How much is wrong: a second look that leaves as much counts for nothing."""
    return sum(finding.severity == "error" for finding in report.findings)


def _moved(report: Report[Any], first: int) -> Report[Any]:
    """The report with its evidence on the pages of the file."""
    return report.model_copy(
        update={
            "evidence": {path: _on(evidence, first) for path, evidence in report.evidence.items()},
            "leftovers": tuple(
                left.model_copy(update={"evidence": _on(left.evidence, first)}) for left in report.leftovers
            ),
        }
    )


def _on(evidence: Evidence, first: int) -> Evidence:
    return evidence.model_copy(update={"page": evidence.page + first}) if evidence.page is not None else evidence
