"""The checks alone: on a report, or on a document that never had one."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, cast

from invoice_ocr.checks import Audit
from invoice_ocr.checks.past import FileFacts
from invoice_ocr.checks.profile import load_profile
from invoice_ocr.checks.subject import Around
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.purchase import Purchase
from invoice_ocr.model.report import D, Report, Source
from invoice_ocr.pipeline.decision import PROMISED
from invoice_ocr.pipeline.file_facts import facts_of
from invoice_ocr.pipeline.fingerprint import fingerprint_of
from invoice_ocr.pipeline.summary import kind_of, report_on

if TYPE_CHECKING:
    from invoice_ocr.model.document import Document
    from invoice_ocr.pipeline.extraction import Input
    from invoice_ocr.pipeline.history import History


def check(
    checked: Report[D] | D,
    *,
    source: Input | None = None,
    profile: str | os.PathLike[str] | None = None,
    all_rules: bool = False,
    history: History | None = None,
    max_error: float = PROMISED,
) -> Report[D]:
    """Run the checks and decide again.

    A report keeps its evidence: take the entry of a value out, or raise its ``confidence``, when you have corrected the
    value. What was rejected as neither invoice nor receipt stays so until you change its ``decision``. ``source`` is
    the file that the document stands in; the report then names it.

    Args:
        checked: A report or a document.
        source: The file.
        profile: The name of a profile, or the path of your own (``.toml``); see docs/profiles.md.
        all_rules: Give the status of every rule, not only those that found something.
        history: Earlier documents to compare with; see docs/history.md. This one is not added to them.
        max_error: As in `extract`.

    Raises:
        DocumentError: ``source`` cannot be opened.
        UsageError: There is no such profile, it is not as it should be, or nobody can promise ``max_error``.
    """
    report = _bare(checked) if isinstance(checked, Purchase) else checked
    chosen = load_profile(os.fspath(profile)) if profile is not None else None
    opened = None if source is None else _open(source)
    where = report.source if opened is None else _source_of(opened, report.source)
    around = Around(
        past=history.past_of(report.document, where, _picture(opened, where)) if history else None,
        file=FileFacts(sha256=where.sha256) if opened is None or source is None else facts_of(opened, source),
    )
    audit = Audit(chosen, all_rules, around)
    return cast("Report[D]", report_on(_draft(report), where, report.reading, audit, max_error))


def _picture(opened: Document | None, where: Source) -> str:
    """The fingerprint of the first page, where the file is at hand."""
    return "" if opened is None else fingerprint_of(opened, where)


def _draft(report: Report[Any]) -> Draft:
    return Draft(
        kind=None if report.decision == "reject" else report.kind,
        document=report.document,
        evidence=report.evidence,
        leftovers=report.leftovers,
        layout=report.layout,
    )


def _bare(document: Purchase) -> Report[Any]:
    """A report that says nothing yet; its source is the document's own JSON."""
    text = document.model_dump_json()
    source = Source(name="document", sha256=hashlib.sha256(text.encode()).hexdigest(), pages=0)
    return Report(source=source, kind=kind_of(document), decision="review", document=document)


def _open(source: Input) -> Document:
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - most checks need no file

    return open_document(source)


def _source_of(document: Document, known: Source) -> Source:
    """The opened file as a source; what is known of its parts holds as long as its bytes are the same."""
    if document.sha256 == known.sha256:
        return known.model_copy(update={"name": document.name})
    return Source(name=document.name, sha256=document.sha256, pages=len(document.pages))
