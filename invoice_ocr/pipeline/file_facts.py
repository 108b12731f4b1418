"""What a file says of its own making, for the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.checks.past import FileFacts

if TYPE_CHECKING:
    from invoice_ocr.model.document import Document
    from invoice_ocr.pipeline.extraction import Input


def facts_of(document: Document, source: Input) -> FileFacts:
    """The facts of an opened document; of a stream, which can be read only once, no more than its hash."""
    from invoice_ocr.documents.limits import USUAL  # noqa: PLC0415 - most checks need no file
    from invoice_ocr.documents.sources import read_source  # noqa: PLC0415 - as above

    can_reread = (
        isinstance(source, bytes) or (isinstance(source, str) and source != "-") or hasattr(source, "__fspath__")
    )
    if document.media_type != "application/pdf" or not can_reread:
        return FileFacts(sha256=document.sha256)
    from invoice_ocr.documents.pdf.making import making_of  # noqa: PLC0415 - loads pdfium

    making = making_of(read_source(source, document.name, USUAL))
    return FileFacts(document.sha256, making.created, making.modified, making.saves, making.producer)
