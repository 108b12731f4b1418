"""An OCR's words as lines of text, laid out as on the page, for models that read no pictures."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.model.reading import PageReading, Word

BAR = "| "
"""Before each line, so that no text of a document can pass for text of ours."""

WIDEST = 160
"""Characters of a line."""

SPACE = 0.8
"""Heights of a word: what is farther apart is set apart."""

ROW = 0.6
"""How far, in heights of a word, the words of a row may lie apart."""


def quoted_pages(pages: Sequence[PageReading], first: int = 0) -> str:
    """All lines of the pages behind bars, each page under its number."""
    parts = []
    for number, page in enumerate(pages, start=first + 1):
        head = [f"Page {number}:"] if len(pages) > 1 or first else []
        parts.append("\n".join([*head, *(f"{BAR}{_harmless(line)}".rstrip() for line in lines_of(page))]))
    return "\n\n".join(parts)


def _harmless(line: str) -> str:
    """The line without control characters, and without what a model's server may take for a token of its own."""
    return "".join(char if char.isprintable() else " " for char in line).replace("<", "< ")


def lines_of(page: PageReading) -> Iterator[str]:
    """The rows from top to bottom, with words at columns that keep their places."""
    if not page.words:
        return
    char = median(word.box.width / len(word.text) for word in page.words if word.text) or 1.0
    margin = min(word.box.left for word in page.words)
    char = max(char, (max(word.box.right for word in page.words) - margin) / WIDEST)
    for row in _rows(page.words):
        line, end = "", margin
        for word in sorted(row, key=lambda word: word.box.left):
            apart = word.box.left - end > SPACE * word.box.height
            column = round((word.box.left - margin) / char) if apart else 0
            line = f"{line} ".ljust(column) + word.text if line else " " * column + word.text
            end = word.box.right
        yield line


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words whose middles lie at about the same height."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.box.y):
        if row and word.box.y - row[0].box.y > ROW * median([row[0].box.height, word.box.height]):
            yield row
            row = []
        row.append(word)
    if row:
        yield row
