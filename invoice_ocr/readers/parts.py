"""Parts of a page as pictures, for a second look at what is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.model.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.model.document import Page
    from invoice_ocr.model.geometry import Frame

LONGEST = 6000
"""Pixels of a page's long side, however small the part of it that is wanted."""


def around(box: Box, frame: Frame, aside: float, over: float) -> Box:
    """The box with so much around it as the page has there; all in units of the frame."""
    left, top = max(box.left - aside, 0.0), max(box.top - over, 0.0)
    return Box(left, top, min(box.right + aside, frame.width), min(box.bottom + over, frame.height))


def picture_of_part(page: Page, part: Box, side: int, turn: int = 0) -> Image:
    """A part, given in fractions of the displayed page, turned upright by ``turn`` degrees clockwise.

    The page is asked for so large that the part's long side has ``side`` pixels, where it has so many.
    """
    width, height = page.image(long_side=side).size
    longest = max(part.width * width, part.height * height, 1.0) / max(width, height)
    image = page.image(long_side=min(round(side / longest), LONGEST))
    width, height = image.size
    edges = round(part.left * width), round(part.top * height), round(part.right * width), round(part.bottom * height)
    crop = image.crop(edges)
    return crop.rotate(-turn, expand=True) if turn else crop
