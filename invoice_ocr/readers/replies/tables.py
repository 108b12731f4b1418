"""Tables in a transcription, as HTML or Markdown, with their spans made out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from invoice_ocr.readers.replies.markup import bare

WIDEST_SPAN = 100
MOST_COLUMNS = 100

_TAG = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|td|th)\b([^<>]*+)>", re.IGNORECASE)
_SPAN = re.compile(r"\b(row|col)span\s{0,9}=\s{0,9}[\"']?(\d{1,4})", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:=+\-–—]*[-=–—][\s|:=+\-–—]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table; ``column`` is the first that it covers."""

    column: int
    span: int
    text: str


Table = list[list[Cell]]
"""Rows of cells; a place that a cell from above or from the left covers holds none."""


@dataclass(slots=True)
class _Grid:
    """A table under construction; ``covered`` says for how many more rows a column is taken."""

    rows: Table = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)

    def begin_row(self) -> None:
        if self.rows:
            self.covered = {column: left - 1 for column, left in self.covered.items() if left > 1}
        self.rows.append([])

    def add(self, text: str, columns: int = 1, rows: int = 1) -> None:
        """Put a cell into the first free column of the last row."""
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        column = row[-1].column + row[-1].span if row else 0
        while column in self.covered:
            column += 1
        span = max(1, min(columns, MOST_COLUMNS - column))
        row.append(Cell(column, span, text))
        if rows > 1:
            self.covered |= dict.fromkeys(range(column, column + span), rows)


def html_table(source: str) -> Table:
    """The rows between ``<table>`` and its end; what stands outside of cells is a cell of its own."""
    grid, text, spans = _Grid(), "", (1, 1)
    at = 0
    for tag in _TAG.finditer(source):
        text += source[at : tag.start()]
        at = tag.end()
        name, closing = tag.group(2).lower(), bool(tag.group(1))
        if text.strip() or (closing and name in {"td", "th"}):
            grid.add(bare(text).strip(), *spans)
        text, spans = "", (1, 1)
        if name == "tr" and not closing:
            grid.begin_row()
        elif name in {"td", "th"} and not closing:
            spans = _spans(tag.group(3))
    if source[at:].strip():
        grid.add(bare(source[at:]).strip(), *spans)
    return [row for row in grid.rows if any(cell.text for cell in row)]


def _spans(attributes: str) -> tuple[int, int]:
    """Columns and rows that a cell covers."""
    found = {name.lower(): min(max(int(number), 1), WIDEST_SPAN) for name, number in _SPAN.findall(attributes)}
    return found.get("col", 1), found.get("row", 1)


def is_table_row(line: str) -> bool:
    """Whether the line begins with a bar, or has several."""
    return line.lstrip().startswith("|") or len(_PIPE.findall(line)) > 1


def markdown_table(lines: Sequence[str]) -> Table:
    """The rows of a Markdown table; the rule under its head is none of them."""
    return [row for line in lines if not _RULE.fullmatch(line) for row in _markdown_row(line)]


def _markdown_row(line: str) -> Iterator[list[Cell]]:
    texts = [bare(text).strip() for text in _PIPE.split(line.strip())]
    if texts and not texts[0]:
        texts = texts[1:]
    if texts and not texts[-1]:
        texts = texts[:-1]
    row = [Cell(column, 1, text) for column, text in enumerate(texts)]
    if any(cell.text for cell in row):
        yield row
