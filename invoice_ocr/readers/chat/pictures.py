"""Pages as pictures in the size that a model sees."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from invoice_ocr.readers.endpoint.ask import Picture
from invoice_ocr.readers.parts import LONGEST, picture_of_part
from invoice_ocr.readers.replies.transcript import View

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.model.document import Page
    from invoice_ocr.model.geometry import Box
    from invoice_ocr.readers.endpoint.profiles import Profile

OVERLAP = 0.06
"""The share of a page that two pieces have in common: a few lines."""

QUALITY = 90
FEW_COLOURS = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is sent: upright, in one picture or in overlapping pieces from top to bottom."""

    pictures: tuple[Picture, ...]
    view: View


def picture_page(page: Page, profile: Profile, turn: int = 0) -> Sheet:
    """The page turned upright by ``turn`` degrees clockwise, in the profile's size and pieces."""
    pieces = pieces_of(profile)
    image = _upright(page.image(long_side=min(profile.image_side * pieces, LONGEST)), turn)
    bands = [_fitted(band, profile.image_side) for band in _bands(image, pieces)]
    size = bands[0].size if pieces == 1 else image.size
    return Sheet(tuple(map(encode, bands)), View(*size, profile.coordinate_scale, turn))


def pieces_of(profile: Profile) -> int:
    """In how many pictures a page is sent: pieces must fit into one request."""
    return profile.pieces if profile.pieces <= profile.images else 1


def picture_part(page: Page, part: Box, side: int, turn: int = 0) -> Picture:
    """A part of a page, given in fractions of it as displayed, enlarged until its long side is ``side`` pixels."""
    return encode(_fitted(picture_of_part(page, part, side, turn), side))


def encode(image: Image) -> Picture:
    """PNG for drawings in a few colours, such as fax pages; JPEG without loss of colour detail for all others."""
    buffer = io.BytesIO()
    if image.getcolors(FEW_COLOURS):
        image.save(buffer, "PNG", optimize=True)
        return Picture("image/png", buffer.getvalue())
    image.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return Picture("image/jpeg", buffer.getvalue())


def _upright(image: Image, turn: int) -> Image:
    return image.rotate(-turn, expand=True) if turn else image


def _bands(image: Image, count: int) -> list[Image]:
    if count == 1:
        return [image]
    width, height = image.size
    edges = [height * index / count for index in range(count + 1)]
    margin = height * OVERLAP / 2
    return [
        image.crop((0, max(0, round(top - margin)), width, min(height, round(bottom + margin))))
        for top, bottom in pairwise(edges)
    ]


def _fitted(image: Image, side: int) -> Image:
    """The image scaled down to the long side; never up."""
    if max(image.size) <= side:
        return image
    scale = side / max(image.size)
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
