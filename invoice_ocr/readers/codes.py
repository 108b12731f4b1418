"""The codes on the pages: QR codes and the like, found in the pages' pictures, each with its text and its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.model.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import zxingcpp
    from PIL.Image import Image

    from invoice_ocr.model.document import Document

SIDE = 2339
"""A4 at 200 dpi; larger pictures are scaled down to it."""

MOST = 16
"""Codes of a page; more are no document's."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code's text; ``box`` is in fractions of the page as displayed, ``page`` counts from 0."""

    text: str
    page: int
    box: Box


def find_codes(document: Document) -> Iterator[Code]:
    """All codes, page by page; a PDF page that draws nothing like a code is not looked at."""
    for number, page in enumerate(document.pages):
        if getattr(page, "may_hold_codes", True):
            yield from _codes(page.image(long_side=SIDE), number)


def _codes(image: Image, number: int) -> Iterator[Code]:
    import zxingcpp  # noqa: PLC0415 - loaded for the first picture

    grey = image.convert("L")
    found = zxingcpp.read_barcodes(grey, formats=_formats())
    for code in found[:MOST]:
        yield Code(code.text, number, _box(code.position, image.size))


def _formats() -> zxingcpp.BarcodeFormats:
    import zxingcpp  # noqa: PLC0415 - as above

    names = ("QRCode", "DataMatrix", "Aztec", "PDF417", "Code128")
    return zxingcpp.barcode_formats_from_str(",".join(names))


def _box(position: zxingcpp.Position, size: Sequence[int]) -> Box:
    corners = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    across, down = [point.x / size[0] for point in corners], [point.y / size[1] for point in corners]
    return Box(*(min(max(edge, 0.0), 1.0) for edge in (min(across), min(down), max(across), max(down))))
