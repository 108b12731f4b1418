"""What a page is made of: text, pictures, paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.documents.pdf.library import pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST, _MOST_OBJECTS = 8, 50_000


def objects_of(page: object) -> Iterator[object]:
    """The objects of a page, also those in forms, which are not given themselves."""
    waiting = [(page, 0)]
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        holder, depth = waiting.pop()
        for item in _objects(holder, inside=depth > 0):
            seen += 1
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
                yield item
            elif depth < _DEEPEST:
                waiting.append((item, depth + 1))


def _objects(holder: object, *, inside: bool) -> Iterator[object]:
    count, get = (
        (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
        if inside
        else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    )
    for index in range(count(holder)):
        if item := get(holder, index):
            yield item
