"""Whether a page may have a QR code or a bar code, by what it draws besides text."""

from __future__ import annotations

import ctypes

from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.documents.pdf.objects import objects_of

SMALLEST = 28.0
"""Points: a centimetre."""

SEGMENTS = 200
"""A code drawn with lines has more of them: the smallest QR code has 441 modules."""


def may_hold_codes(page: object) -> bool:
    """Whether a picture is large enough for a code, or so many lines are drawn that they may be one."""
    lines = 0
    for each in objects_of(page):
        kind = pdfium.FPDFPageObj_GetType(each)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE and _shorter_side(each) >= SMALLEST:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            lines += max(0, pdfium.FPDFPath_CountSegments(each))
        if lines >= SEGMENTS:
            return True
    return False


def _shorter_side(each: object) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top):
        return 0.0
    return min(abs(right.value - left.value), abs(top.value - bottom.value))
