"""The checks alone: on a report, or on a document that never had one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast

from invoice_ocr.model.draft import Draft
from invoice_ocr.model.purchase import Purchase
from invoice_ocr.model.report import D, Report, Source
from invoice_ocr.pipeline.summary import kind_of, report_on

if TYPE_CHECKING:
    from invoice_ocr.pipeline.extraction import Input


def check(checked: Report[D] | D, *, source: Input | None = None) -> Report[D]:
    """Run the checks and decide again.

    A report keeps its evidence: take the entry of a value out, or raise its ``confidence``, when you have corrected the
    value. What was rejected as neither invoice nor receipt stays so until you change its ``decision``. ``source`` is
    the file that the document stands in; the report then names it.

    Raises:
        DocumentError: ``source`` cannot be opened.
    """
    report = _bare(checked) if isinstance(checked, Purchase) else checked
    draft = Draft(
        kind=None if report.decision == "reject" else report.kind,
        document=report.document,
        evidence=report.evidence,
        leftovers=report.leftovers,
        layout=report.layout,
    )
    where = report.source if source is None else _source_of(source)
    return cast("Report[D]", report_on(draft, where, report.reading))


def _bare(document: Purchase) -> Report[Any]:
    """A report that says nothing yet; its source is the document's own JSON."""
    text = document.model_dump_json()
    source = Source(name="document", sha256=hashlib.sha256(text.encode()).hexdigest(), pages=0)
    return Report(source=source, kind=kind_of(document), decision="review", document=document)


def _source_of(source: Input) -> Source:
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - most checks need no file

    document = open_document(source)
    return Source(name=document.name, sha256=document.sha256, pages=len(document.pages))
