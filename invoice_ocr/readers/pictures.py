"""How large a page's picture is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.model.document import Page, TextLayer

_DPI = 200
_POINTS = 72
_A4 = 2339
_LONGEST = 6000


def picture_of(page: Page, layer: TextLayer | None) -> Image:
    """The page's picture in a size good for OCR: 200 dpi for a page measured in points, else as it is."""
    if layer is None:
        return page.image(long_side=_LONGEST)
    side = round(max(layer.width, layer.height) / _POINTS * _DPI)
    return page.image(long_side=min(max(side, _A4), _LONGEST))
