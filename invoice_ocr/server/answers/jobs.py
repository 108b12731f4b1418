"""The jobs that a worker is given, and what comes back of each: its result, or a `Failure`."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from invoice_ocr.documents import Limits, open_document, open_documents
from invoice_ocr.errors import DocumentTooLarge, InvoiceOcrError
from invoice_ocr.model.document import Document
from invoice_ocr.model.report import FailedSource, Failure, FailureReason, Report, writable
from invoice_ocr.pipeline.decision import PROMISED
from invoice_ocr.pipeline.extraction import KindName, read_opened, wanted_kind
from invoice_ocr.pipeline.failures import DEFECT
from invoice_ocr.pipeline.stages import read
from invoice_ocr.server.answers import texts
from invoice_ocr.server.answers.filling import fill, json_text
from invoice_ocr.server.answers.found import Found
from invoice_ocr.server.answers.printed import as_printed
from invoice_ocr.server.answers.shape import check_shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.documents import Unopened
    from invoice_ocr.model.purchase import Purchase, Wanted
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.pipeline.failures import Outcomes
    from invoice_ocr.server.answers.wish import Form, Wish

T = TypeVar("T")

log = logging.getLogger("invoice_ocr.server")

WRITERS: dict[Form, Callable[[Any], str]] = {
    "text": texts.transcript,
    "markdown": texts.markdown,
    "grounded-text": texts.grounded_text,
    "grounded-markdown": texts.grounded_markdown,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """The text that was asked for; kind, decision and warnings are those of the report where one was made."""

    content: str
    pages: int
    warnings: int
    kind: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Read pictures, which are the pages of one document, and write what is wished."""

    pictures: tuple[bytes, ...] = field(repr=False)
    wish: Wish
    limits: Limits

    def __call__(self, reader: Reader) -> Answered | Failure:
        """Do it, in whatever way it ends."""
        return outcome(lambda: self._answered(reader), FailedSource(name="the request"))

    def _answered(self, reader: Reader) -> Answered:
        document = self._document()
        if write := WRITERS.get(self.wish.form):
            reading = reader.read(document, None)
            return Answered(writable(write(reading)), len(document.pages), len(reading.warnings))
        report = read(document, wanted_kind(self.wish.kind), reader, whole=True)
        warnings = len(report.reading.warnings) if report.reading else 0
        return Answered(self._json(report), len(document.pages), warnings, report.kind, report.decision)

    def _document(self) -> Document:
        opened = [
            open_document(picture, name=f"image {number}", limits=self.limits)
            for number, picture in enumerate(self.pictures, 1)
        ]
        pages = tuple(page for document in opened for page in document.pages)
        if len(pages) > self.limits.max_pages:
            message = f"The request has {len(pages)} pages, and the server takes {self.limits.max_pages}."
            raise DocumentTooLarge(message, remedy="Send fewer at a time.")
        sha256 = hashlib.sha256(b"".join(self.pictures)).hexdigest()
        return Document("the request", sha256, opened[0].media_type, pages)

    def _json(self, report: Report[Purchase]) -> str:
        if self.wish.schema is not None:
            text = json_text(fill(self.wish.schema, Found.document(report, as_printed(report))))
            check_shape(json.loads(text), self.wish.schema)
            return writable(text)
        document = as_printed(report) if self.wish.form == "json-as-printed" else report.to_dict()["document"]
        return writable(json.dumps(document, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Extraction:
    """Read one file into a report, or into several where it holds several documents."""

    data: bytes = field(repr=False)
    name: str
    kind: KindName
    limits: Limits
    max_error: float = PROMISED

    def __call__(self, reader: Reader) -> Outcomes | Failure:
        """Do it, in whatever way it ends."""
        return outcome(lambda: self._reports(reader), failed_source(self.data, self.name))

    def _reports(self, reader: Reader) -> Outcomes:
        opened = open_documents(self.data, name=self.name, limits=self.limits)
        wanted = wanted_kind(self.kind)
        return tuple(each for one in opened for each in self._one(one, wanted, reader))

    def _one(self, opened: Document | Unopened, wanted: Wanted, reader: Reader) -> Outcomes:
        source = FailedSource(name=opened.name, sha256=opened.sha256, inside=opened.inside)
        read = outcome(lambda: tuple(read_opened(opened, wanted, reader, self.max_error)), source)
        return (read,) if isinstance(read, Failure) else read


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Load what the first page needs, so that no caller waits for it."""

    def __call__(self, reader: Reader) -> str | Failure:
        """Read a drawn page; the reader's name is of no interest, only that it is ready."""
        return outcome(lambda: self._warmed(reader), FailedSource(name="a drawn page"))

    def _warmed(self, reader: Reader) -> str:
        if reader.name in {"auto", "ocr", "tesseract"}:
            read(open_document(drawn_page(), name="a drawn page"), None, reader)
        return reader.name


def drawn_page() -> bytes:
    """A picture with a few words, as large as a scan.

    The C library learns from it how much memory to keep for the next page: after a small one it gives back and asks
    again for 30 MB on every page, which costs 20 ms.
    """
    from io import BytesIO  # noqa: PLC0415 - Pillow is loaded in workers alone

    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    picture = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(picture).text((20, 20), "Receipt 1\nTotal 12.50", "black", ImageFont.load_default(40))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def failed_source(data: bytes, name: str) -> FailedSource:
    """A file of which there is no report."""
    return FailedSource(name=name, sha256=hashlib.sha256(data).hexdigest())


def outcome(work: Callable[[], T], source: FailedSource) -> T | Failure:
    """The result of the work, or why there is none; what a document says goes into no log."""
    try:
        return work()
    except InvoiceOcrError as error:
        reason = FailureReason(type=type(error).__name__, message=error.message, remedy=error.remedy)
    except MemoryError:
        message = "The document needs more memory than one may take."
        reason = FailureReason(type=DocumentTooLarge.__name__, message=message, remedy="Scan it smaller, or split it.")
    except Exception as error:
        log.exception("a job failed unexpectedly")
        message = f"The program failed on this document ({type(error).__name__})."
        reason = FailureReason(type="Defect", message=message, remedy=DEFECT)
    return Failure(source=source, error=reason)
