"""What a page looks like, in 512 bits that survive another size, another compression and a little noise.

The page is shrunk to a grid of grey fields; each bit says whether a field is darker than the one beside it, or below
it, by more than noise. Two pictures of one page differ in few bits, two pages of one layout in some, others in many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.report import Source

SIDE: Final = 16
NOISE: Final = 4
"""Shades of grey (of 255) that two fields of blank paper may differ by."""

LONG_SIDE: Final = 640
"""Pixels that a page is drawn with: enough for a grid of 16 fields."""


def fingerprint_of(document: Document, source: Source) -> str:
    """The fingerprint of a document's first page, in hexadecimal digits; empty where it has no page, or a blank one."""
    first = source.page_range[0] if source.page_range else 0
    return fingerprint(document.pages[first].image(long_side=LONG_SIDE)) if first < len(document.pages) else ""


def fingerprint(image: Image) -> str:
    """The fingerprint of a picture.

    >>> from PIL import Image
    >>> fingerprint(Image.new("RGB", (50, 80), "white"))
    ''
    """
    from PIL.Image import Resampling  # noqa: PLC0415 - only a history asks for pictures

    fields = image.convert("L").resize((SIDE + 1, SIDE + 1), Resampling.BOX).tobytes()
    places = [row * (SIDE + 1) + column for row in range(SIDE) for column in range(SIDE)]
    bits = [fields[at] + NOISE < fields[at + step] for step in (1, SIDE + 1) for at in places]
    number = int("".join("1" if bit else "0" for bit in bits), 2)
    return f"{number:0{SIDE * SIDE // 2}x}" if number else ""


def distance(one: str, other: str) -> int:
    """In how many bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
