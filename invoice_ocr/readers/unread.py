"""Say so when much of a page's text could not be read, instead of dropping it in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.model.geometry import Box
    from invoice_ocr.model.reading import PageReading, Word

DOUBTFUL = 0.35
_GREEK = 0.1
_UNREADABLE = (
    "Parts of page {} are in a script that this OCR cannot read (for example Cyrillic or Arabic), "
    "or are too faint or blurred: their text is missing or wrong."
)


def doubtful_share(page: PageReading, sure: float) -> float:
    """How much of the page's text, by length, was not read, or with less confidence than ``sure``."""
    unread = _length(page.unread)
    unsure = _length(word.box for word in page.words if word.confidence < sure)
    everything = unread + _length(word.box for word in page.words)
    return (unread + unsure) / everything if everything else 0.0


def reading_warnings(page: PageReading, number: int, sure: float) -> list[str]:
    """A warning where too much is missing, or where the letters are of a script that is read badly."""
    if doubtful_share(page, sure) > DOUBTFUL:
        return [_UNREADABLE.format(number)]
    if _greek_share(page.words) > _GREEK:
        return [f"Page {number} is in Greek, which this OCR reads with many mistakes."]
    return []


def _length(boxes: Iterable[Box]) -> float:
    return sum(max(box.width, box.height) for box in boxes)


def _greek_share(words: Iterable[Word]) -> float:
    letters = [char for word in words for char in word.text if char.isalpha()]
    return sum("\u0370" <= char <= "\u03ff" for char in letters) / len(letters) if letters else 0.0
