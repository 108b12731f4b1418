"""Reads the characters of a page with their places, in bulk, in the coordinates of the page as displayed."""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from invoice_ocr.documents.pdf.library import pdfium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_CHARACTERS = 100_000
_LEVEL = 0.14  # sine of the steepest slope, 8 degrees, that still counts as a level line
_HYPHENS = {"\u00ad", "\x02"}  # soft hyphens; pdfium says 2 for a hyphen at the end of a line
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
_UNSEEN = {*map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))}
_HIGH, _LOW, _LAST = 0xD800, 0xDC00, 0xDFFF


class Pen(NamedTuple):
    """What the characters of one text object share; sizes in points, the angle in the page as displayed."""

    em: float
    height: float
    level: bool


class Glyph(NamedTuple):
    """A character as drawn: its advance from ``left`` to ``right``, and its height from the font, around ``baseline``.

    Blanks are glyphs too: they part words.
    """

    text: str
    left: float
    right: float
    baseline: float
    top: float
    bottom: float
    pen: Pen


class Surface:
    """How the coordinates of a page's content lie on the page as displayed."""

    def __init__(self, page: object) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.turn = pdfium.FPDFPage_GetRotation(page) % 4
        turns: tuple[Callable[[float, float], tuple[float, float]], ...] = (
            lambda x, y: (x - box.left, box.top - y),
            lambda x, y: (y - box.bottom, x - box.left),
            lambda x, y: (box.right - x, y - box.bottom),
            lambda x, y: (box.top - y, box.right - x),
        )
        self.place = turns[self.turn]

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of the content (y upwards) as displayed (y downwards)."""
        return ((x, -y), (y, x), (-x, y), (-y, -x))[self.turn]


def read_glyphs(text: object, surface: Surface) -> Iterator[Glyph]:
    """All characters that the file draws, in the order of the file; those that pdfium makes up are left out."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pens: dict[int, Pen] = {}
    high = 0
    for index in range(min(pdfium.FPDFText_CountChars(text), MOST_CHARACTERS)):
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        if not drawn:
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        if _HIGH <= code < _LOW:
            high = code
            continue
        key = ctypes.addressof(drawn.contents)
        pen = pens.get(key) or pens.setdefault(key, _pen(text, index, surface))
        pdfium.FPDFText_GetLooseCharBox(text, index, rect)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        yield _glyph(_character(code, high), _Place(surface, rect, x.value, y.value), pen)
        high = 0


class _Place(NamedTuple):
    surface: Surface
    rect: Any
    x: float
    y: float


def _glyph(text: str, at: _Place, pen: Pen) -> Glyph:
    place, rect = at.surface.place, at.rect
    x0, y0 = place(rect.left, rect.bottom)
    x1, y1 = place(rect.right, rect.top)
    _, baseline = place(at.x, at.y)
    if y0 < y1:
        y0, y1 = y1, y0
    # Fonts that lie about their height get the usual one.
    top = baseline - min(max(baseline - y1, 0.7 * pen.height), 1.0 * pen.height)
    bottom = baseline + min(max(y0 - baseline, 0.18 * pen.height), 0.35 * pen.height)
    return Glyph(text, min(x0, x1), max(x0, x1), baseline, top, bottom, pen)


def _pen(text: object, index: int, surface: Surface) -> Pen:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = abs(pdfium.FPDFText_GetFontSize(text, index))
    x, y = surface.direction(matrix.a, matrix.b)
    length = math.hypot(x, y)
    level = length > 0 and x > 0 and abs(y) <= _LEVEL * length
    return Pen(size * length, size * math.hypot(matrix.c, matrix.d), level)


def _character(code: int, high: int) -> str:
    if _LOW <= code <= _LAST:
        return chr(0x10000 + (high - _HIGH) * 0x400 + code - _LOW) if high else "\ufffd"
    return chr(code) if code else "\ufffd"


def is_unseen(glyph: Glyph) -> bool:
    """Whether a character has no shape: a joiner, a mark of direction, a soft hyphen without width."""
    return glyph.text in _UNSEEN or (glyph.text in _HYPHENS and glyph.right - glyph.left < 0.05 * glyph.pen.em)


def spelled(character: str) -> str:
    """A character as one would type it: a drawn soft hyphen is a hyphen, a ligature its letters."""
    if character in _HYPHENS:
        return "-"
    return _LIGATURES.get(character, character)
