"""Reads the text of a page."""

from __future__ import annotations

from invoice_ocr.documents.pdf.drawing import page_size
from invoice_ocr.documents.pdf.glyphs import Surface, read_glyphs
from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.documents.pdf.words import words_of
from invoice_ocr.model.document import TextLayer


def read_text(page: object, _forms: object) -> TextLayer:
    """The level words of the page, and whether they can be trusted."""
    width, height = page_size(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        glyphs = [glyph for glyph in read_glyphs(text, Surface(page)) if glyph.pen.level]
    finally:
        pdfium.FPDFText_ClosePage(text)
    words = words_of(glyphs)
    return TextLayer(words, width, height, "" if words else "the page carries no text")
