"""A second look of an OCR engine at places in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.model.geometry import Box
from invoice_ocr.model.reading import Claim
from invoice_ocr.readers.parts import around, picture_of_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.reading import PageReading, Reading
    from invoice_ocr.readers.engine import Engine

MOST = 8
"""Places that are looked at; a document with more doubts than that needs a person."""

ASIDE, OVER = 2.0, 0.9
"""How much is shown around a place, in its heights: beside, and above and below."""

SIDE = 960


def read_places(document: Document, reading: Reading, doubts: Sequence[Doubt], engine: Engine) -> Iterator[Claim]:
    """What the engine reads at each place, once for each; nothing where it is not sure of it."""
    seen: set[tuple[int, Box]] = set()
    for doubt in doubts:
        page = reading.pages[doubt.page] if doubt.page < len(reading.pages) else None
        if doubt.box is None or page is None or page.source != "ocr" or (doubt.page, doubt.box) in seen:
            continue
        seen.add((doubt.page, doubt.box))
        if len(seen) > MOST:
            return
        text = _read(document, page, doubt.page, doubt.box, engine)
        if text:
            yield Claim(doubt.path, text, doubt.page, page.frame.to_page(doubt.box), source="ocr")


def _read(document: Document, page: PageReading, number: int, box: Box, engine: Engine) -> str:
    """The words in the middle of the part, left to right; nothing where one of them is unsure."""
    shown = around(box, page.frame, ASIDE * box.height, OVER * box.height)
    read = engine.read(picture_of_part(document.pages[number], page.frame.to_page(shown), SIDE, page.frame.turn))
    across, down = read.frame.width / shown.width, read.frame.height / shown.height
    left, right = ((x - shown.left) * across for x in (box.left, box.right))
    top, bottom = ((y - shown.top) * down for y in (box.top, box.bottom))
    middle = Box(left, top, right, bottom)
    words = [word for word in read.words if _is_inside(word.box, middle)]
    if not all(word.confidence >= engine.sure for word in words):
        return ""
    return " ".join(word.text for word in sorted(words, key=lambda word: word.box.left))


def _is_inside(word: Box, middle: Box) -> bool:
    slack = word.height / 2
    return middle.top < word.y < middle.bottom and middle.left - slack < word.x < middle.right + slack
