"""An open PDF: its handle, its count of pages and the files inside."""

from __future__ import annotations

import ctypes
import weakref
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from invoice_ocr.documents.pdf.library import forget, pdfium, pdfium_alone
from invoice_ocr.errors import DamagedDocument, DocumentError, DocumentTooLarge, EncryptedDocument
from invoice_ocr.model.document import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.documents.limits import Limits

_AGAIN = "Open it in a viewer and print or save it to a new PDF, or download it again."

_NOTES = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}
_MOST_NOTES = 10_000


class PdfFile:
    """Keeps the bytes and pdfium's handle on them; the handle is closed when the last page is forgotten.

    ``codeless`` are pages of which somebody who had them open saw that they draw too little for a code.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open the file; pdfium parses only its index."""
        self.name = name
        self.codeless: set[int] = set()
        with pdfium_alone():
            self._handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
            if not self._handle:
                raise _refused(name, pdfium.FPDF_GetLastError())
            hooks = pdfium.FPDF_FORMFILLINFO(version=2)  # pdfium keeps a pointer to it
            self._forms = _open_forms(self._handle, hooks)
        weakref.finalize(self, forget, self._handle, self._forms, (data, hooks)).atexit = False

    def count_pages(self, limits: Limits) -> int:
        """At least one, at most the limit."""
        with pdfium_alone():
            count: int = pdfium.FPDF_GetPageCount(self._handle)
        if count < 1:
            raise DamagedDocument(f"{self.name} has no pages.", remedy=_AGAIN)
        if count > limits.max_pages:
            message = f"{self.name} has {count:,} pages; the most that is read is {limits.max_pages:,}."
            raise DocumentTooLarge(message, remedy="Split it, or raise max_pages.")
        return count

    @contextmanager
    def page(self, index: int) -> Iterator[tuple[Any, Any]]:
        """A page's handle and that of the forms; pdfium is held while the block runs.

        What was typed into form fields and notes is part of the page's content.
        """
        with pdfium_alone():
            with self._loaded(index) as page:
                flattened = _has_notes(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
                if flattened != pdfium.FLATTEN_SUCCESS:
                    yield page, self._forms
                    return
            with self._loaded(index) as page:
                yield page, self._forms

    @contextmanager
    def _loaded(self, index: int) -> Iterator[Any]:
        page = pdfium.FPDF_LoadPage(self._handle, index)
        if not page:
            raise DamagedDocument(f"{self.name}: page {index + 1} cannot be read.", remedy=_AGAIN)
        try:
            if self._forms:
                pdfium.FORM_OnAfterLoadPage(page, self._forms)
            yield page
        finally:
            if self._forms:
                pdfium.FORM_OnBeforeClosePage(page, self._forms)
            pdfium.FPDF_ClosePage(page)

    def attachments(self, limits: Limits) -> tuple[Attachment, ...]:
        """The embedded files; those that are larger than the limit are left out."""
        with pdfium_alone():
            count = min(pdfium.FPDFDoc_GetAttachmentCount(self._handle), limits.max_attachments)
            handles = [pdfium.FPDFDoc_GetAttachment(self._handle, number) for number in range(count)]
            found = [_attachment(handle, limits) for handle in handles if handle]
        return tuple(item for item in found if item)


def _has_notes(page: object) -> bool:
    """Whether there are annotations that show text: form fields, typed notes, stamps."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_NOTES)
    return any(_kind_of_note(page, number) in _NOTES for number in range(count))


def _kind_of_note(page: object, number: int) -> int:
    note = pdfium.FPDFPage_GetAnnot(page, number)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(note))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _refused(name: str, code: int) -> DocumentError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedDocument(f"{name} needs a password.", remedy="Open it with the password, save it without.")
    if code == pdfium.FPDF_ERR_SECURITY:
        return EncryptedDocument(f"{name} is protected in a way we cannot open.", remedy="Print it to a new PDF.")
    return DamagedDocument(f"{name} is not a PDF that can be read: it is cut off or corrupt.", remedy=_AGAIN)


def _open_forms(handle: object, hooks: object) -> Any:  # a pointer of ctypes
    if pdfium.FPDF_GetFormType(handle) == pdfium.FORMTYPE_NONE:
        return None
    return pdfium.FPDFDOC_InitFormFillEnvironment(handle, hooks)


def _attachment(handle: object, limits: Limits) -> Attachment | None:
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(handle, None, 0, size) or not 0 < size.value <= limits.max_attachment_bytes:
        return None
    data = (ctypes.c_char * size.value)()
    if not pdfium.FPDFAttachment_GetFile(handle, data, size.value, size):
        return None
    return Attachment(_attachment_name(handle), data.raw)


def _attachment_name(handle: object) -> str:
    length = pdfium.FPDFAttachment_GetName(handle, None, 0)
    name = (pdfium.FPDF_WCHAR * (length // 2 + 1))()
    pdfium.FPDFAttachment_GetName(handle, name, length)
    return bytes(name).decode("utf-16-le", "replace").split("\0", 1)[0]
