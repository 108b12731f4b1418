"""Draws pages."""

from __future__ import annotations

import ctypes
import math
import time
from typing import TYPE_CHECKING, Any

from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.errors import DamagedDocument, DocumentTooLarge

if TYPE_CHECKING:
    from PIL.Image import Image

PATIENCE_S = 20
_WHITE = 0xFFFFFFFF
_CHANNELS = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3}


def draw(page: object, forms: object, long_side: float, max_pixels: int) -> Image:
    """The page in RGB, its longer side ``long_side`` pixels, or fewer where it would exceed ``max_pixels``."""
    from PIL import Image  # noqa: PLC0415  # a page may be read and never drawn

    size = pixels_of(page, long_side, max_pixels)
    pixels = paint(page, forms, size, pdfium.FPDFBitmap_BGR)
    return Image.frombuffer("RGB", size, pixels, "raw", "BGR", size[0] * 3, 1)


def paint(page: object, forms: object, size: tuple[int, int], form: int) -> Any:  # an array of ctypes
    """The bytes of the page drawn on white, row by row without padding; ``form`` is a bitmap format of pdfium."""
    width, height = size
    stride = width * _CHANNELS[form]
    pixels = (ctypes.c_ubyte * (stride * height))()
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, form, pixels, stride)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        _render(bitmap, page, size)
        if forms:
            pdfium.FPDF_FFLDraw(forms, bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def _render(bitmap: object, page: object, size: tuple[int, int]) -> None:
    """Render, but give up on a page that takes longer than any honest one."""
    deadline = time.monotonic() + PATIENCE_S
    is_late = dict(pdfium.IFSDK_PAUSE._fields_)["NeedToPauseNow"](lambda _: time.monotonic() > deadline)
    pause = pdfium.IFSDK_PAUSE(version=1, NeedToPauseNow=is_late)
    try:
        status = pdfium.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, *size, 0, pdfium.FPDF_ANNOT, pause)
    finally:
        pdfium.FPDF_RenderPage_Close(page)
    if status == pdfium.FPDF_RENDER_TOBECONTINUED:
        message = f"A page of the PDF takes more than {PATIENCE_S} seconds to draw."
        raise DocumentTooLarge(message, remedy="Print it to a new PDF as an image.")
    if status != pdfium.FPDF_RENDER_DONE:
        raise DamagedDocument("A page of the PDF cannot be drawn.", remedy="Print it to a new PDF.")


def page_size(page: object) -> tuple[float, float]:
    """Width and height in points as displayed."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise DamagedDocument("A page of the PDF has no area.", remedy="Print it to a new PDF.")
    return width, height


def pixels_of(page: object, long_side: float, max_pixels: int) -> tuple[int, int]:
    """Width and height for a longer side of so many pixels, or fewer where they would exceed ``max_pixels``."""
    width, height = page_size(page)
    scale = min(long_side / max(width, height), math.sqrt(max_pixels / width / height))
    return max(1, round(width * scale)), max(1, round(height * scale))
