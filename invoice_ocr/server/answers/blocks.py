"""A page's rows as a reader sees them: headings, paragraphs and tables, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal, NamedTuple

from invoice_ocr.fields.page.layout import Cell, Row, printed_rows
from invoice_ocr.model.geometry import Box, union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.model.reading import PageReading

HEADING = 1.5
"""A row so many times as high as the page's usual one is a heading."""

PARAGRAPH_GAP, TABLE_GAP = 1.0, 2.5
"""Blank space in row heights above which a new paragraph begins, and a table ends."""


class Column(NamedTuple):
    """From where to where a column of a table reaches, in the page's frame."""

    left: float
    right: float


@dataclass(frozen=True)
class Block:
    """Rows that belong together; ``columns`` are those of a table."""

    kind: Literal["title", "text", "table"]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...] = ()

    @property
    def box(self) -> Box:
        """The box around the rows."""
        return union(row.box for row in self.rows)

    def grid(self) -> list[list[str]]:
        """A table's rows, each with a text for every column."""
        return [[_texts_in(row, column) for column in self.columns] for row in self.rows]


def blocks_of(page: PageReading) -> list[Block]:
    """All rows of the page, each in one block."""
    rows = printed_rows(page)
    usual = median(row.height for row in rows) if rows else 1.0
    blocks: list[Block] = []
    start = 0
    while start < len(rows):
        block = _table_from(rows[start:]) or _title(rows[start], usual) or Block("text", (rows[start],))
        start += len(block.rows)
        if block.kind == "text" and blocks and _continues(blocks[-1], block):
            block = Block("text", (*blocks.pop().rows, *block.rows))
        blocks.append(block)
    return blocks


def _texts_in(row: Row, column: Column) -> str:
    return " ".join(cell.text for cell in row.cells if _overlap(column, cell))


def _overlap(column: Column, cell: Cell) -> bool:
    return cell.box.left < column.right and column.left < cell.box.right


def _gap(above: Row, below: Row) -> float:
    """The blank space between two rows, in heights of the lower one's text."""
    return (below.box.top - above.box.bottom) / max(below.height, 1e-9)


def _continues(above: Block, below: Block) -> bool:
    return above.kind == "text" and _gap(above.rows[-1], below.rows[0]) < PARAGRAPH_GAP


def _title(row: Row, usual: float) -> Block | None:
    return Block("title", (row,)) if len(row.cells) == 1 and row.height >= HEADING * usual else None


def _table_from(rows: list[Row]) -> Block | None:
    """The table that begins with the first row: rows whose cells fall into the same columns."""
    if len(rows[0].cells) < 2:
        return None
    taken, columns = list(_fitting(rows))[-1]
    while taken > 1 and len(rows[taken - 1].cells) < 2:
        taken -= 1  # what stands alone below a table isn't part of it
    return Block("table", tuple(rows[:taken]), columns) if taken > 1 else None


def _fitting(rows: list[Row]) -> Iterator[tuple[int, tuple[Column, ...]]]:
    """After each row that fits: how many there are, and their columns."""
    columns: tuple[Column, ...] = tuple(Column(cell.box.left, cell.box.right) for cell in rows[0].cells)
    yield 1, columns
    for number, row in enumerate(rows[1:], 2):
        wider = _widened(columns, row)
        if wider is None or _gap(rows[number - 2], row) > TABLE_GAP:
            return
        columns = wider
        yield number, columns


def _widened(columns: tuple[Column, ...], row: Row) -> tuple[Column, ...] | None:
    """The columns with room for the row's cells; None where a cell would reach across several columns."""
    spans = list(columns)
    for cell in row.cells:
        met = [column for column in spans if _overlap(column, cell)]
        if len(met) > 1 or (not met and len(row.cells) < 2):
            return None
        spans = [column for column in spans if column not in met]
        lefts, rights = [cell.box.left, *(c.left for c in met)], [cell.box.right, *(c.right for c in met)]
        spans.append(Column(min(lefts), max(rights)))
    spans.sort()
    apart = all(left.right <= right.left for left, right in pairwise(spans))
    filled = sum(any(_overlap(column, cell) for cell in row.cells) for column in spans)
    return tuple(spans) if apart and filled == len(row.cells) else None
