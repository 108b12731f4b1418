"""All documents in a file: itself, or what an e-mail or archive holds, however deep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from invoice_ocr.documents.archive import is_archive, unpack_archive
from invoice_ocr.documents.limits import USUAL, Limits
from invoice_ocr.documents.mail import is_mail, unpack_mail
from invoice_ocr.documents.naming import default_name
from invoice_ocr.documents.opening import open_bytes
from invoice_ocr.documents.pieces import Budget, Piece, Unread
from invoice_ocr.documents.sources import read_source
from invoice_ocr.documents.text.page import text_page
from invoice_ocr.errors import DocumentError, UnsupportedDocument
from invoice_ocr.model.document import Document
from invoice_ocr.model.report import Inside, Skipped

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from invoice_ocr.documents.pieces import Envelope, Item


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file in an e-mail or archive that should be a document and can't be opened."""

    name: str
    sha256: str | None
    error: DocumentError
    inside: Inside


def open_documents(
    source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None, limits: Limits = USUAL
) -> list[Document | Unopened]:
    """Open whatever `open_document` opens, and all documents in an e-mail (``.eml``) or ZIP archive, in their order.

    A file in it that is damaged, encrypted or too large doesn't keep the others; one that is no document is named in
    `Inside.skipped`. The text of a message is a document where nothing is attached to it.

    Raises:
        DocumentError: The file can't be opened, or there is no document in it.
    """
    title = name if name is not None else default_name(source)
    data = read_source(source, title, limits)
    if not (is_mail(data) or is_archive(data)):
        return [open_bytes(data, title, limits)]
    items = list(_unpacked(Piece(title, data), Budget(limits), 0))
    whole = Inside(name=title, sha256=hashlib.sha256(data).hexdigest())
    opened = _without_spare(items, [_opened(item, whole, limits) for item in items])
    skipped = tuple(each for each in opened if isinstance(each, Skipped))
    documents = [_told(each, skipped) for each in opened if not isinstance(each, Skipped)]
    if not documents:
        raise _nothing(title, skipped)
    return documents


def _without_spare(
    items: list[Item], opened: list[Document | Unopened | Skipped]
) -> list[Document | Unopened | Skipped]:
    """The texts of messages only where nothing else in the message was opened."""
    spare = [isinstance(item, Piece) and item.spare for item in items]
    attached = [each.name for each, left in zip(opened, spare, strict=True) if isinstance(each, Document) and not left]

    def needed(each: Document | Unopened | Skipped) -> bool:
        message = each.name.removesuffix("text")
        return not any(name.startswith(message) for name in attached)

    return [each for each, left in zip(opened, spare, strict=True) if not left or needed(each)]


def _unpacked(piece: Piece, budget: Budget, depth: int) -> Iterator[Item]:
    budget.check_depth(piece.name, depth)
    if piece.text is not None or not (is_mail(piece.data) or is_archive(piece.data)):
        yield piece
        return
    unpack = unpack_mail(piece.data, piece.name, budget)
    if is_archive(piece.data):
        unpack = unpack_archive(piece.data, piece.name, budget, piece.envelope)
    for item in unpack:
        if isinstance(item, Piece):
            yield from _inner(item, budget, depth + 1)
        else:
            yield item


def _inner(piece: Piece, budget: Budget, depth: int) -> Iterator[Item]:
    """What a file inside holds; if that can't be had, the others are not lost."""
    try:
        yield from _unpacked(piece, budget, depth)
    except DocumentError as error:
        yield Unread(piece.name, error, piece.data, piece.envelope)


def _opened(item: Item, whole: Inside, limits: Limits) -> Document | Unopened | Skipped:
    if isinstance(item, Skipped):
        return item
    inside = _of(whole, item.envelope)
    digest = hashlib.sha256(item.data).hexdigest() if item.data is not None else None
    if isinstance(item, Unread):
        return Unopened(item.name, digest, item.error, inside)
    try:
        if item.text is not None:
            page = text_page(item.text, item.name, limits)
            return Document(item.name, digest or "", "text/plain", (page,), inside=inside)
        return open_bytes(item.data, item.name, limits, inside)
    except UnsupportedDocument as error:
        return Skipped(name=item.name, reason=error.message)
    except DocumentError as error:
        return Unopened(item.name, digest, error, inside)


def _of(whole: Inside, envelope: Envelope) -> Inside:
    return whole.model_copy(update={"sender": envelope.sender, "subject": envelope.subject, "sent": envelope.sent})


def _told(each: Document | Unopened, skipped: tuple[Skipped, ...]) -> Document | Unopened:
    if each.inside is None:
        return each
    return replace(each, inside=each.inside.model_copy(update={"skipped": skipped}))


def _nothing(name: str, skipped: tuple[Skipped, ...]) -> UnsupportedDocument:
    named = "; ".join(f"{each.name.removeprefix(name + '/')} is {each.reason}" for each in skipped[:5])
    message = f"{name} holds no document{': ' + named if named else ''}."
    return UnsupportedDocument(message, remedy="Attach the PDF, picture or e-invoice itself.")
