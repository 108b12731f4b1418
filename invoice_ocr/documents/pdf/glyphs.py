"""Reads the characters of a page with their places, in bulk, in the coordinates of the page as displayed."""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, NamedTuple

from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.errors import DocumentTooLarge

if TYPE_CHECKING:
    from numpy import ndarray

_MOST_CHARACTERS = 100_000
_LEVEL = 0.14  # sine of the steepest slope, 8 degrees, that still counts as a level line
_HYPHENS = {"\u00ad", "\x02"}  # soft hyphens; pdfium says 2 for a hyphen at the end of a line
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
_UNSEEN = {*map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))}
_HIGH, _LOW, _LAST = 0xD800, 0xDC00, 0xDFFF
_GIANT, _CAPITAL = 1.8, 0.72  # in parts of the font size: no letter is as tall as the first, capitals are the second
_ASCENT, _DESCENT = (0.7, 1.0), (0.18, 0.35)  # fonts that lie about their height get the nearest usual one


class Pen(NamedTuple):
    """What the characters of one text object share: sizes in points, and whether the text is level as displayed.

    ``order`` tells which object was drawn first; ``drawn`` is pdfium's handle on it. ``slant`` is how far a letter
    leans to the right for each point that it rises, where an upright font is drawn as an italic one.
    """

    em: float
    height: float
    level: bool
    order: int
    drawn: object
    slant: float = 0.0


class Glyph(NamedTuple):
    """A character as drawn: its advance from ``left`` to ``right``, and its height from the font, around ``baseline``.

    Blanks are glyphs too: they part words. Two glyphs of one text object have the same ``pen``, by identity.
    """

    text: str
    left: float
    right: float
    baseline: float
    top: float
    bottom: float
    pen: Pen

    @property
    def em(self) -> float:
        """The font size."""
        return self.pen.em


def read_glyphs(page: object) -> list[Glyph]:
    """All characters that the file draws, in the order of the file; those that pdfium makes up are left out."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        codes, places, pens = _read(text, pdfium.FPDFPage_GetRotation(page) % 4)
    finally:
        pdfium.FPDFText_ClosePage(text)
    if not codes:
        return []
    columns = _displayed(page, places, pens)
    return list(map(Glyph, _characters(codes), *columns, pens))


def _read(text: object, turn: int) -> tuple[list[int], list[tuple[float, ...]], list[Pen]]:
    """Codes, boxes with origins in the coordinates of the content, and pens."""
    codes: list[int] = []
    places: list[tuple[float, ...]] = []
    pens: list[Pen] = []
    known: dict[int, Pen] = {}
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    count = pdfium.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        message = f"A page of the PDF has {count:,} characters; the most that is read is {_MOST_CHARACTERS:,}."
        raise DocumentTooLarge(message, remedy="Pass the invoice or receipt itself, or read its picture.")
    object_of, code_of = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetUnicode
    read_box, read_origin, address_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin, ctypes.addressof
    for index in range(count):
        drawn = object_of(text, index)
        if not drawn:
            continue
        address = address_of(drawn.contents)
        pen = known.get(address)
        if pen is None:
            pen = known[address] = _pen(text, index, turn, drawn)
        read_box(text, index, rect)
        read_origin(text, index, x, y)
        codes.append(code_of(text, index))
        places.append((rect.left, rect.bottom, rect.right, rect.top, x.value, y.value))
        pens.append(pen)
    return codes, places, pens


def _pen(text: object, index: int, turn: int, drawn: object) -> Pen:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = abs(pdfium.FPDFText_GetFontSize(text, index))
    x, y = ((matrix.a, -matrix.b), (matrix.b, matrix.a), (-matrix.a, matrix.b), (-matrix.b, -matrix.a))[turn]
    length = math.hypot(x, y)
    level = length > 0 and x > 0 and abs(y) <= _LEVEL * length
    height = size * math.hypot(matrix.c, matrix.d)
    drawn_height = _drawn_height(text, index, turn)
    if drawn_height > _GIANT * height:  # a font with units of its own, whose size says nothing
        height = drawn_height / _CAPITAL
        return Pen(height, height, level, index, drawn)
    return Pen(size * length, height, level, index, drawn, _slant(matrix))


def _slant(matrix: object) -> float:
    """Of text that is level in the content; pdfium's box of a leaning letter is as wide as its shadow."""
    a, b, c, d = (getattr(matrix, name) for name in "abcd")
    return c / d if a > 0 and b == 0 and d > 0 else 0.0


def _drawn_height(text: object, index: int, turn: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return abs(right.value - left.value) if turn % 2 else abs(top.value - bottom.value)


def _displayed(page: object, places: list[tuple[float, ...]], pens: list[Pen]) -> tuple[list[float], ...]:
    """Left, right, baseline, top and bottom of each glyph."""
    import numpy as np  # noqa: PLC0415  # loaded when the first page is read

    x0, y0, x1, y1, x, y = np.array(places).T
    slants = np.array([pen.slant for pen in pens])
    if slants.any():
        x0 = x0 + np.maximum(slants * (y - y0), -slants * (y1 - y))
        x1 = x1 - np.maximum(slants * (y1 - y), -slants * (y - y0))
    heights = np.array([pen.height for pen in pens])
    xs, ys = zip(*(_place(page, *corner) for corner in ((x0, y0), (x1, y1), (x, y))), strict=True)
    baseline = ys[2]
    rise = (baseline - np.minimum(ys[0], ys[1])).clip(_ASCENT[0] * heights, _ASCENT[1] * heights)
    fall = (np.maximum(ys[0], ys[1]) - baseline).clip(_DESCENT[0] * heights, _DESCENT[1] * heights)
    columns = (np.minimum(xs[0], xs[1]), np.maximum(xs[0], xs[1]), baseline, baseline - rise, baseline + fall)
    return tuple(np.nan_to_num(column).tolist() for column in columns)


def _place(page: object, x: ndarray, y: ndarray) -> tuple[ndarray, ndarray]:
    """Points of the content, y upwards, on the page as displayed, y downwards."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    match pdfium.FPDFPage_GetRotation(page) % 4:
        case 0:
            return x - box.left, box.top - y
        case 1:
            return y - box.bottom, x - box.left
        case 2:
            return box.right - x, y - box.bottom
        case _:
            return box.top - y, box.right - x


def _characters(codes: list[int]) -> list[str]:
    """Halves of a surrogate pair stand as two glyphs: the first becomes the whole character, the second nothing."""
    if min(codes) > 0 and max(codes) < _HIGH:
        return [chr(code) for code in codes]
    characters: list[str] = []
    for index, code in enumerate(codes):
        following = codes[index + 1] if index + 1 < len(codes) else 0
        if _HIGH <= code < _LOW <= following <= _LAST:
            characters.append(chr(0x10000 + (code - _HIGH) * 0x400 + following - _LOW))
        elif _LOW <= code <= _LAST and characters and ord(characters[-1] or "\0") > 0xFFFF:  # paired
            characters.append("")
        else:
            characters.append(chr(code) if code and not _HIGH <= code <= _LAST else "\ufffd")
    return characters


def is_unseen(glyph: Glyph) -> bool:
    """Whether a character has no shape: a joiner, a mark of direction, a soft hyphen without width."""
    text = glyph.text
    return not text or text in _UNSEEN or (text in _HYPHENS and glyph.right - glyph.left < 0.05 * glyph.pen.em)


def spelled(text: str) -> str:
    """Characters as one would type them: a drawn soft hyphen is a hyphen, a ligature its letters."""
    return text if text.isascii() and "\x02" not in text else "".join(map(_spelled, text))


def _spelled(character: str) -> str:
    return "-" if character in _HYPHENS else _LIGATURES.get(character, character)
