"""What a page draws besides text, as a picture: all that may be a QR code or a bar code.

Grey and without its text, a page is drawn in a sixth of the time that all of it takes.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from invoice_ocr.documents.pdf.drawing import paint, pixels_of
from invoice_ocr.documents.pdf.ink import hide_text
from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.documents.pdf.objects import objects_of

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST = 28.0
"""Points: a centimetre, the longer side; a bar code may be low, and a picture in strips."""

SEGMENTS = 200
"""A code drawn with lines has more of them: the smallest QR code has 441 modules."""


def draw_graphics(page: object, forms: object, long_side: float, max_pixels: int) -> Image | None:
    """The page in grey without its text, its longer side ``long_side`` pixels; the handle has no text afterwards.

    None where the page draws too little for a code.
    """
    if not draws_enough(page):
        return None
    from PIL import Image  # noqa: PLC0415  # most pages draw too little

    hide_text(page)
    size = pixels_of(page, long_side, max_pixels)
    return Image.frombuffer("L", size, paint(page, forms, size, pdfium.FPDFBitmap_Gray), "raw", "L", size[0], 1)


def draws_enough(page: object) -> bool:
    """Whether a picture is large enough for a code, or so many lines are drawn that they may be one."""
    lines = 0
    for each in objects_of(page):
        kind = pdfium.FPDFPageObj_GetType(each)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE and _longer_side(each) >= SMALLEST:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            lines += max(0, pdfium.FPDFPath_CountSegments(each))
        if lines >= SEGMENTS:
            return True
    return False


def _longer_side(each: object) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top):
        return 0.0
    return max(abs(right.value - left.value), abs(top.value - bottom.value))
