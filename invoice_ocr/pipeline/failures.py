"""Failures as values, so that one bad file does not stop a batch."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from invoice_ocr.documents import open_document
from invoice_ocr.documents.naming import default_name
from invoice_ocr.errors import EndpointError, InvoiceOcrError, UsageError
from invoice_ocr.model.report import FailedSource, Failure, FailureReason, Report
from invoice_ocr.pipeline.decision import PROMISED, most_doubt
from invoice_ocr.pipeline.extraction import AnyKind, Input, read, reader_of, wanted_kind

if TYPE_CHECKING:
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.reader import Reader

log = logging.getLogger("invoice_ocr")

DEFECT = "This is a defect of the program: please report it, if you can with the file."


@dataclass(frozen=True, slots=True)
class Task:
    """How to extract one source after the other; travels to worker processes."""

    kind: AnyKind = "auto"
    reader: str | Reader = "auto"
    max_error: float = PROMISED

    def prepared(self) -> Task:
        """The same with the reader made, and wrong use found out before any work is done."""
        wanted_kind(self.kind)
        most_doubt(self.max_error)
        return replace(self, reader=reader_of(self.reader))

    @property
    def waits(self) -> bool:
        """Whether the reader mostly waits for an endpoint, whose limits hold within one process."""
        return getattr(reader_of(self.reader), "waits", False)

    def __call__(self, source: Input) -> Report[Purchase] | Failure:
        """The report, or the failure as a value.

        Raises:
            UsageError: Wrong use concerns every source, so it is no source's failure.
        """
        document: Document | None = None
        try:
            document = open_document(source)
            return read(document, wanted_kind(self.kind), reader_of(self.reader), self.max_error)
        except UsageError:
            raise
        except InvoiceOcrError as error:
            reason = reason_of(error)
        except Exception as error:
            log.exception("%s: unexpected error", default_name(source))
            reason = FailureReason(type=type(error).__name__, message=f"Unexpected error: {error}", remedy=DEFECT)
        return Failure(source=_opened(document) if document else unopened(source), error=reason)


def reason_of(error: InvoiceOcrError) -> FailureReason:
    """An error of ours as a value."""
    stops = isinstance(error, EndpointError) and error.stops_batch
    return FailureReason(type=type(error).__name__, message=error.message, remedy=error.remedy, stops_batch=stops)


def stops_batch(outcome: Report[Purchase] | Failure) -> bool:
    """Whether every other source would fail as this one did."""
    return isinstance(outcome, Failure) and outcome.error.stops_batch


def unopened(source: Input) -> FailedSource:
    """A source that gave no document, with the hash of its bytes where there are any."""
    if isinstance(source, bytes):
        return FailedSource(name=default_name(source), sha256=hashlib.sha256(source).hexdigest())
    path = Path(source) if isinstance(source, str | os.PathLike) else None
    return FailedSource(name=default_name(source), sha256=file_sha256(path) if path else None)


def _opened(document: Document) -> FailedSource:
    return FailedSource(name=document.name, sha256=document.sha256, pages=len(document.pages))


def file_sha256(path: Path) -> str | None:
    """The hash of a regular file's bytes; None where there is none to read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
