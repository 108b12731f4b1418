"""From whatever names a document to the document."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

from invoice_ocr.documents.archive import is_archive
from invoice_ocr.documents.foreign import describe
from invoice_ocr.documents.formats import FORMATS
from invoice_ocr.documents.limits import USUAL, Limits
from invoice_ocr.documents.mail import is_mail
from invoice_ocr.documents.naming import default_name
from invoice_ocr.documents.sources import read_source
from invoice_ocr.errors import DamagedDocument, UnsupportedDocument
from invoice_ocr.model.document import Document

if TYPE_CHECKING:
    import os

    from invoice_ocr.documents.formats import Format
    from invoice_ocr.model.report import Inside

_SEVERAL = "Use extract_all, extract_many or the program, which give a report for each."
_READABLE = "PDF, JPEG, PNG, WebP, TIFF, HEIC, AVIF, GIF, BMP and e-invoices in XML"


def open_document(
    source: str | os.PathLike[str] | bytes | BinaryIO, *, name: str | None = None, limits: Limits = USUAL
) -> Document:
    """Open a path, ``-`` (standard input), bytes, a binary stream or an http(s) URL.

    A stream is read from where it stands and is left open. ``name`` replaces the name that goes into the report; it
    never decides on the format.

    Raises:
        DocumentError: The file isn't there, is of no format that we read, is damaged, encrypted or too large.
    """
    title = name if name is not None else default_name(source)
    return open_bytes(read_source(source, title, limits), title, limits)


def open_bytes(data: bytes, name: str, limits: Limits, inside: Inside | None = None) -> Document:
    """The same of bytes; ``inside`` is the e-mail or archive that they were taken from."""
    form = _recognise(data, name)
    pages, attachments = form.load(data, name, limits)
    return Document(name, hashlib.sha256(data).hexdigest(), form.media_type, pages, attachments, inside)


def _recognise(data: bytes, name: str) -> Format:
    if not data.strip(b"\0\t\n\r "):
        state = "is empty" if not data else "holds nothing but blanks"
        raise DamagedDocument(f"{name} {state}.", remedy="Save, scan or download it again.")
    if is_mail(data) or is_archive(data):
        kind = "an e-mail" if is_mail(data) else "a ZIP archive"
        raise UnsupportedDocument(f"{name} is {kind}, which may hold several documents.", remedy=_SEVERAL)
    for form in FORMATS:
        if form.matches(data):
            return form
    kind, remedy = describe(data)
    raise UnsupportedDocument(f"{name} is {kind}; this version reads {_READABLE}.", remedy=remedy)
