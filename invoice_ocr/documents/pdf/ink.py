"""What the text of a page really draws, found by drawing the page with its text and without.

This one comparison answers for text that is invisible, transparent, of the paper's colour, under a picture or under
a filled box: whatever the reason, it leaves no ink of its own.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from invoice_ocr.documents.pdf.drawing import page_size, paint
from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.documents.pdf.objects import objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy import ndarray

    from invoice_ocr.model.geometry import Box

_DOTS_PER_POINT = 100 / 72
_LONGEST = 2400
_TEXT_SHOWS = 12  # levels of grey between the page with its text and without
_PICTURE_SHOWS = 48  # levels of grey inside a box


class Ink:
    """A page drawn in grey, without its text (``bare``) and with it; the handle of the page has no text afterwards."""

    def __init__(self, page: object, forms: object) -> None:
        self._page, self._forms = page, forms
        width, height = page_size(page)
        self._scale = min(_DOTS_PER_POINT, _LONGEST / max(width, height))
        self._size = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        self._texts = list(_texts(page))
        full = self._draw()
        _show(self._texts, shown=False)
        self.bare = self._draw() if self._texts else full
        self._text = self._changes(full)

    def is_drawn(self, box: Box) -> bool:
        """Whether text leaves ink of its own in a box, in points."""
        return bool(self._text[self._area(box)].any())

    def is_on_picture(self, box: Box) -> bool:
        """Whether anything but text is drawn in a box."""
        bare = self.bare[self._area(box)]
        return bare.size > 0 and int(bare.max()) - int(bare.min()) >= _PICTURE_SHOWS

    def are_drawn(self, boxes: Iterable[Box], texts: Iterable[object]) -> list[bool]:
        """Whether there is ink in the boxes where of all text objects only these are drawn."""
        objects = list(texts)
        _show(objects, shown=True)
        alone = self._changes(self._draw())
        _show(objects, shown=False)
        return [bool(alone[self._area(box)].any()) for box in boxes]

    @contextmanager
    def text_without(self, covered: Iterable[object]) -> Iterator[None]:
        """Give the page its text back for a while, but for these text objects."""
        _show(self._texts, shown=True)
        _show(covered, shown=False)
        try:
            yield
        finally:
            _show(self._texts, shown=False)

    def _draw(self) -> ndarray:
        import numpy as np  # noqa: PLC0415  # loaded when the first page is read

        pixels = paint(self._page, self._forms, self._size, pdfium.FPDFBitmap_Gray)
        return np.frombuffer(pixels, np.uint8).reshape(self._size[::-1])

    def _changes(self, other: ndarray) -> ndarray:
        import numpy as np  # noqa: PLC0415

        changed: ndarray = np.maximum(other, self.bare) - np.minimum(other, self.bare) >= _TEXT_SHOWS
        return changed

    def _area(self, box: Box) -> tuple[slice, slice]:
        left, top, right, bottom = (max(0, int(side * self._scale)) for side in box)
        return slice(top, bottom + 2), slice(left, right + 2)


def hide_text(page: object) -> None:
    """Take the text away from a page that is about to be drawn."""
    _show(_texts(page), shown=False)


def _show(texts: Iterable[object], *, shown: bool) -> None:
    for text in texts:
        pdfium.FPDFPageObj_SetIsActive(text, int(shown))


def _texts(page: object) -> Iterator[object]:
    """Text objects, also those in forms."""
    return (item for item in objects_of(page) if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT)
