"""Failures as values, so that one bad file does not stop a batch."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from invoice_ocr.documents import open_documents
from invoice_ocr.documents.naming import default_name
from invoice_ocr.errors import InvoiceOcrError, UsageError
from invoice_ocr.model.document import Document
from invoice_ocr.model.report import FailedSource, Failure, FailureReason, Report
from invoice_ocr.pipeline.decision import PROMISED, most_doubt
from invoice_ocr.pipeline.extraction import AnyKind, Input, read_opened, reader_of, reason_of, wanted_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.documents import Unopened
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.reader import Reader

T = TypeVar("T")

log = logging.getLogger("invoice_ocr")

Outcomes: TypeAlias = "tuple[Report[Purchase] | Failure, ...]"
"""What became of one source: a report or a failure for each document in it, at least one."""

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

    def __call__(self, source: Input) -> Outcomes:
        """The reports of all documents in the source, in their order; what fails is a failure in its place.

        Raises:
            UsageError: Wrong use concerns every source, so it is no source's failure.
        """
        opened = _or_reason(lambda: open_documents(source), default_name(source))
        if isinstance(opened, FailureReason):
            return (Failure(source=unopened(source), error=opened),)
        return tuple(outcome for each in opened for outcome in self._read(each))

    def _read(self, opened: Document | Unopened) -> Outcomes:
        wanted, eyes = wanted_kind(self.kind), reader_of(self.reader)
        read = _or_reason(lambda: read_opened(opened, wanted, eyes, self.max_error), opened.name)
        return (Failure(source=_opened(opened), error=read),) if isinstance(read, FailureReason) else tuple(read)


def _or_reason(work: Callable[[], T], name: str) -> T | FailureReason:
    """The result of the work, or why there is none; wrong use is nobody's failure."""
    try:
        return work()
    except UsageError:
        raise
    except InvoiceOcrError as error:
        return reason_of(error)
    except Exception as error:
        log.exception("%s: unexpected error", name)
        return FailureReason(type=type(error).__name__, message=f"Unexpected error: {error}", remedy=DEFECT)


def what_stops(outcomes: Outcomes) -> Failure | None:
    """A failure that every other source would share."""
    return next((each for each in outcomes if isinstance(each, Failure) and each.error.stops_batch), None)


def unopened(source: Input) -> FailedSource:
    """A source that gave no document, with the hash of its bytes where there are any."""
    if isinstance(source, bytes):
        return FailedSource(name=default_name(source), sha256=hashlib.sha256(source).hexdigest())
    path = Path(source) if isinstance(source, str | os.PathLike) else None
    return FailedSource(name=default_name(source), sha256=file_sha256(path) if path else None)


def _opened(opened: Document | Unopened) -> FailedSource:
    pages = len(opened.pages) if isinstance(opened, Document) else None
    return FailedSource(name=opened.name, sha256=opened.sha256, pages=pages, inside=opened.inside)


def file_sha256(path: Path) -> str | None:
    """The hash of a regular file's bytes; None where there is none to read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
