"""One file in, one report out."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias, overload

from invoice_ocr.documents import Unopened, open_document, open_documents
from invoice_ocr.errors import EndpointError, InvoiceOcrError, UsageError
from invoice_ocr.model.purchase import KINDS, Invoice, Purchase, Receipt, Wanted
from invoice_ocr.model.report import D, FailedSource, Failure, FailureReason, Report
from invoice_ocr.pipeline.decision import PROMISED, most_doubt
from invoice_ocr.pipeline.stages import read, read_all
from invoice_ocr.readers import make_reader

if TYPE_CHECKING:
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.reader import Reader

Input: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO
"""What names a document: a path, ``-`` (standard input), a URL, the bytes themselves or an open binary file."""

KindName = Literal["auto", "invoice", "receipt"]
AnyKind: TypeAlias = KindName | type[Purchase]


@overload
def extract(
    source: Input, *, kind: type[D], reader: str | Reader = ..., name: str | None = ..., max_error: float = ...
) -> Report[D]: ...


@overload
def extract(
    source: Input, *, kind: KindName = ..., reader: str | Reader = ..., name: str | None = ..., max_error: float = ...
) -> Report[Invoice | Receipt]: ...


def extract(
    source: Input,
    *,
    kind: AnyKind = "auto",
    reader: str | Reader = "auto",
    name: str | None = None,
    max_error: float = PROMISED,
) -> Report[Any]:
    """Read one document.

    Args:
        source: A path, ``-`` for standard input, a URL, bytes or an open binary file.
        kind: What it is, where known; or a class of your own, derived from `Invoice` or `Receipt`.
        reader: A reader's name (see `READERS`) or a reader of your own.
        name: What to call the source in the report, instead of its path.
        max_error: The share of accepted documents that may have a wrong total, tax, date or number. The smaller it is,
            the fewer are accepted; see docs/decision.md.

    Raises:
        DocumentError: The file cannot be opened.
        ReaderError: The reader could not do its work.
        UsageError: There is no such reader or kind, or nobody can promise ``max_error``.
    """
    most_doubt(max_error)
    wanted = wanted_kind(kind)
    eyes = reader_of(reader)
    return read(open_document(source, name=name), wanted, eyes, max_error)


@overload
async def extract_async(
    source: Input, *, kind: type[D], reader: str | Reader = ..., name: str | None = ..., max_error: float = ...
) -> Report[D]: ...


@overload
async def extract_async(
    source: Input, *, kind: KindName = ..., reader: str | Reader = ..., name: str | None = ..., max_error: float = ...
) -> Report[Invoice | Receipt]: ...


async def extract_async(
    source: Input,
    *,
    kind: AnyKind = "auto",
    reader: str | Reader = "auto",
    name: str | None = None,
    max_error: float = PROMISED,
) -> Report[Any]:
    """`extract` in a thread of its own, to be awaited."""
    return await asyncio.to_thread(extract, source, kind=kind, reader=reader, name=name, max_error=max_error)  # type: ignore[arg-type]


def extract_all(
    source: Input,
    *,
    kind: AnyKind = "auto",
    reader: str | Reader = "auto",
    name: str | None = None,
    max_error: float = PROMISED,
) -> list[Report[Any] | Failure]:
    """Read all documents in a file: what is attached to an e-mail, what a ZIP archive holds, several in one PDF.

    Arguments are those of `extract`. A file inside that can't be opened is a `Failure` in its place.

    Raises:
        DocumentError: The file cannot be opened, or holds no document.
        ReaderError: The reader could not do its work.
        UsageError: There is no such reader or kind, or nobody can promise ``max_error``.
    """
    most_doubt(max_error)
    wanted, eyes = wanted_kind(kind), reader_of(reader)
    return [
        each
        for document in open_documents(source, name=name)
        for each in read_opened(document, wanted, eyes, max_error)
    ]


def read_opened(
    opened: Document | Unopened, kind: Wanted, reader: Reader, max_error: float = PROMISED
) -> list[Report[Any] | Failure]:
    """The reports of what was found in a file, or why it has none."""
    if isinstance(opened, Unopened):
        source = FailedSource(name=opened.name, sha256=opened.sha256, inside=opened.inside)
        return [Failure(source=source, error=reason_of(opened.error))]
    return list(read_all(opened, kind, reader, max_error))


def reason_of(error: InvoiceOcrError) -> FailureReason:
    """An error of ours as a value."""
    stops = isinstance(error, EndpointError) and error.stops_batch
    return FailureReason(type=type(error).__name__, message=error.message, remedy=error.remedy, stops_batch=stops)


def wanted_kind(kind: AnyKind) -> Wanted:
    """The kind as the fields room takes it: None where the document itself decides."""
    if kind == "auto":
        return None
    if kind in KINDS or (isinstance(kind, type) and issubclass(kind, Purchase)):
        return kind
    raise UsageError(f"There is no kind {kind!r}.", remedy='Use "auto", "invoice", "receipt" or a class of yours.')


def reader_of(reader: str | Reader) -> Reader:
    """The reader itself, made by its name where only that is given."""
    return make_reader(reader) if isinstance(reader, str) else reader
