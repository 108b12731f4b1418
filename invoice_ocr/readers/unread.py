"""Say so when much of a page's text could not be read, instead of dropping it in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invoice_ocr.model.reading import PageReading

_SHARE = 0.25


def unreadable(page: PageReading, number: int) -> list[str]:
    """A warning where the unread boxes make up too much of the text, by width."""
    unread = sum(max(box.width, box.height) for box in page.unread)
    read = sum(max(word.box.width, word.box.height) for word in page.words)
    if unread <= _SHARE * (unread + read):
        return []
    return [
        f"Parts of page {number} are in a script that this OCR cannot read (for example Cyrillic or Arabic), "
        "or too faint: their text is missing."
    ]
