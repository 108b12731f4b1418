"""A reading as text: a transcription, markdown, or either with the boxes of its parts.

Boxes are written as DeepSeek-OCR writes them: after the text, or before a block, the left, top, right and bottom edges
in thousandths of the page as displayed (0 to 999), between tags. Pages are divided as that model divides them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.fields.page.layout import printed_rows
from invoice_ocr.server.answers.blocks import Block, blocks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.model.geometry import Box, Frame
    from invoice_ocr.model.reading import PageReading, Reading

PAGE_BREAK = "\n\n<--- Page Split --->\n\n"
SCALE = 999
BETWEEN_CELLS = "  "


def transcript(reading: Reading) -> str:
    """Row by row; a blank line between paragraphs, two spaces where a row has a wide gap."""
    return _by_page(reading, lambda page: "\n\n".join(map(_plain, blocks_of(page))))


def markdown(reading: Reading) -> str:
    """With headings and tables."""
    return _by_page(reading, lambda page: "\n\n".join(map(_marked, blocks_of(page))))


def grounded_text(reading: Reading) -> str:
    """Each run of text with its box."""
    return _by_page(reading, _grounded_cells)


def grounded_markdown(reading: Reading) -> str:
    """Each heading, paragraph and table with its kind and box."""
    return _by_page(reading, _grounded_blocks)


def _by_page(reading: Reading, write: Callable[[PageReading], str]) -> str:
    return PAGE_BREAK.join(map(write, reading.pages))


def _plain(block: Block) -> str:
    return "\n".join(BETWEEN_CELLS.join(cell.text for cell in row.cells) for row in block.rows)


def _marked(block: Block) -> str:
    if block.kind == "title":
        return f"# {_plain(block)}"
    return _table(block.grid()) if block.kind == "table" else _plain(block)


def _table(grid: list[list[str]]) -> str:
    rows = ["| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in grid]
    return "\n".join([rows[0], "|" + " --- |" * len(grid[0]), *rows[1:]])


def _grounded_cells(page: PageReading) -> str:
    cells = [cell for row in printed_rows(page) for cell in row.cells]
    return "\n".join(f"<|ref|>{_untagged(cell.text)}<|/ref|>{_place(cell.box, page.frame)}" for cell in cells)


def _grounded_blocks(page: PageReading) -> str:
    return "\n\n".join(
        f"<|ref|>{block.kind}<|/ref|>{_place(block.box, page.frame)}\n{_untagged(_marked(block))}"
        for block in blocks_of(page)
    )


def _place(box: Box, frame: Frame) -> str:
    edges = ", ".join(str(round(edge * SCALE)) for edge in frame.to_page(box))
    return f"<|det|>[[{edges}]]<|/det|>"


def _untagged(text: str) -> str:
    """The text without what would pass for a tag of ours: a page may print one."""
    return text.replace("<|", "< |")
