"""Reads the text of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.documents.pdf.drawing import page_size
from invoice_ocr.documents.pdf.glyphs import read_glyphs
from invoice_ocr.documents.pdf.ink import Ink
from invoice_ocr.documents.pdf.trust import judge
from invoice_ocr.documents.pdf.words import words_of
from invoice_ocr.model.document import TextLayer

if TYPE_CHECKING:
    from invoice_ocr.documents.pdf.words import Found


def read_text(page: object, forms: object) -> TextLayer:
    """The level words that the page shows, and whether they can be trusted. The page must not be drawn afterwards."""
    width, height = page_size(page)
    found, turned = _words(page)
    ink = Ink(page, forms)
    verdict = judge(found, ink, turned)
    if verdict.covered:
        with ink.text_without(verdict.covered):
            found, turned = _words(page)
        verdict = judge(found, ink, turned)
    return TextLayer(verdict.words, width, height, verdict.suspect)


def _words(page: object) -> tuple[list[Found], float]:
    """Words on the page, and the share of characters that are not level."""
    width, height = page_size(page)
    glyphs = [glyph for glyph in read_glyphs(page) if not glyph.text.isspace() or glyph.pen.level]
    level = [glyph for glyph in glyphs if glyph.pen.level]
    found = [item for item in words_of(level) if 0 <= item.word.box.x <= width and 0 <= item.word.box.y <= height]
    return found, 1 - len(level) / len(glyphs) if glyphs else 0.0
