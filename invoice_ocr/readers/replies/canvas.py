"""Marked-up text as rows of words at columns of characters: its lines, and its tables column beside column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from invoice_ocr.readers.replies.markup import bare
from invoice_ocr.readers.replies.tables import Cell, Table, html_table, is_table_row, markdown_table
from invoice_ocr.values.currency import currency_readings

GAP = 3
"""Characters between columns: wider than any space between words."""

_TABLE = re.compile(r"<table\b[^<>]*+>(.*?)(?:</table\s{0,9}>|\Z)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s++(?=\D)")
_BULLET = re.compile(r"\A(\s*+)[-*•‣·]\s++(?=\S)")
_MINUS = re.compile(r"\s*+-\s++([^\w\s-]{0,3})([^\d\s]{0,9})\s{0,9}[.,(]?\d++(?!\s?[x×]\s)")
"""A dash that may be the sign of a figure, with what stands between them; how many of something is no amount."""

_APART = re.compile(r"-\s++")
_RULE = re.compile(r"\s*+([-=_*~])(?:\s*+\1){2,}\s*+")
_PART = re.compile(r"\S+(?: \S+)*+")
_SIZES = {1: 1.4, 2: 1.2}
"""How much larger headings are set."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words with single spaces between them, from one column of characters up to another.

    With ``to_right`` they end at the right one, as figures in a column do.
    """

    left: int
    right: int
    text: str
    size: float = 1.0
    to_right: bool = False


Row = list[Run]
"""The runs of a line; none in an empty line."""


def rows_of(text: str) -> list[Row]:
    """All rows of the text, without empty ones at both ends."""
    rows: list[Row] = []
    at = 0
    for table in _TABLE.finditer(text):
        rows += _rows_of_lines(text[at : table.start()])
        rows += _table_rows(html_table(table.group(1)))
        at = table.end()
    rows += _rows_of_lines(text[at:])
    while rows and not rows[0]:
        rows.pop(0)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _rows_of_lines(text: str) -> Iterator[Row]:
    for tabular, lines in groupby(text.split("\n"), key=is_table_row):
        if tabular:
            yield from _table_rows(markdown_table(list(lines)))
        else:
            for line in lines:
                yield from _line_rows(line)


def _line_rows(line: str) -> Iterator[Row]:
    """A line as it is printed: without the marks of a heading, a list or a rule; a break in it begins another."""
    if _RULE.fullmatch(line):
        yield []
        return
    heading = _HEADING.match(line)
    size = _SIZES.get(len(heading.group(1)), 1.0) if heading else 1.0
    if heading:
        line = line[heading.end() :]
    elif _has_minus(line):
        line = _APART.sub("- ", line, count=1)
    else:
        line = _BULLET.sub(r"\1", line, count=1)
    for part in bare(line).split("\n"):
        yield list(_runs(part.expandtabs(), size))


def _has_minus(line: str) -> bool:
    """Whether the line begins with a minus: a figure comes after the dash, or a currency and a figure."""
    found = _MINUS.match(line)
    return found is not None and (not found[2] or bool(currency_readings(found[1] + found[2])))


def _runs(line: str, size: float) -> Iterator[Run]:
    """What is separated by two spaces or more stands in columns."""
    end = 0
    for part in _PART.finditer(line):
        left = max(part.start(), end + GAP if end else 0)
        end = left + len(part.group())
        yield Run(left, end, part.group(), size)


def _table_rows(table: Table) -> Iterator[Row]:
    """The table's rows; a cell of several lines makes as many."""
    edges, figures = _columns(table)
    for cells in table:
        split = [(cell, [" ".join(line.split()) for line in cell.text.split("\n")]) for cell in cells]
        for number in range(max((len(lines) for _, lines in split), default=0)):
            yield [
                _cell_run(cell, lines[number], edges, to_right=cell.column in figures and cell.span == 1)
                for cell, lines in split
                if number < len(lines) and lines[number]
            ]


def _cell_run(cell: Cell, text: str, edges: list[tuple[int, int]], *, to_right: bool) -> Run:
    return Run(edges[cell.column][0], edges[cell.column + cell.span - 1][1], text, to_right=to_right)


def _columns(table: Table) -> tuple[list[tuple[int, int]], set[int]]:
    """Where each column begins and ends, and which ones hold figures."""
    count = max((cell.column + cell.span for row in table for cell in row), default=0)
    widths = [1] * count
    for cell in sorted((cell for row in table for cell in row), key=lambda cell: cell.span):
        inner = range(cell.column, cell.column + cell.span)
        room = sum(widths[column] for column in inner) + GAP * (cell.span - 1)
        widths[inner[-1]] += max(0, max(map(len, cell.text.split("\n"))) - room)
    edges, left = [], 0
    for width in widths:
        edges.append((left, left + width))
        left += width + GAP
    return edges, _figure_columns(table, count)


def _figure_columns(table: Table, count: int) -> set[int]:
    """The columns in which most texts below the first row are figures."""
    votes = [0] * count
    for row in table[1:]:
        for cell in row:
            if cell.text and cell.span == 1:
                votes[cell.column] += 1 if _is_figure(cell.text) else -1
    return {column for column, vote in enumerate(votes) if vote > 0}


def _is_figure(text: str) -> bool:
    visible = [char for char in text if not char.isspace()]
    return 2 * sum(char.isdigit() for char in visible) >= len(visible)
