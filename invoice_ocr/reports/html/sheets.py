"""Pictures of pages, inside the page that shows them."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

    from invoice_ocr.model.report import Report
    from invoice_ocr.reports.html.places import Place

LONG_SIDE = 1600
"""Pixels; small print of an A4 page is still legible."""

QUALITY = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, counted from 1, its picture as a data URI, and the boxes on it."""

    number: int
    picture: str
    width: int
    height: int
    places: tuple[Place, ...]


def sheets_of(report: Report[Any], pictures: Sequence[Image], places: Sequence[Place]) -> Iterator[Sheet]:
    """The pages of the document; of a file with several documents only its own."""
    first, last = report.source.page_range or (0, len(pictures) - 1)
    for page, picture in enumerate(pictures):
        if first <= page <= last:
            small = picture.convert("RGB")
            small.thumbnail((LONG_SIDE, LONG_SIDE))
            on_page = tuple(place for place in places if place.page == page)
            yield Sheet(page + 1, _data_uri(small), small.width, small.height, on_page)


def _data_uri(picture: Image) -> str:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
