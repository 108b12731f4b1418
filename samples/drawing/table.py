"""Tables on a sheet: columns, wrapped cells, rules or stripes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drawing.sheet import BODY, Colour, Pen, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Column:
    """From ``left``, ``width`` wide; the title may have several lines."""

    title: str
    left: float
    width: float
    align: str = "L"

    def anchor(self, pad: float) -> float:
        """Where text in this column is tied to."""
        return {"L": self.left + pad, "R": self.left + self.width - pad, "C": self.left + self.width / 2}[self.align]


@dataclass(frozen=True)
class Look:
    """What is drawn around the text; None draws nothing."""

    pen: Pen = BODY
    head: Pen = field(default_factory=lambda: BODY.bold)
    head_fill: Colour | None = None
    stripe: Colour | None = None
    rule: Colour | None = None
    grid: Colour | None = None
    space: float = 1.6
    pad: float = 1.2


class Table:
    """Draws rows downwards; ``y`` is the top of the next row."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], y: float, look: Look) -> None:
        self.sheet, self.columns, self.y, self.look = sheet, columns, y, look
        self.left = columns[0].left
        self.right = columns[-1].left + columns[-1].width
        self.rows = 0

    def head(self) -> None:
        """The row of titles."""
        look = self.look
        cells = [column.title.split("\n") for column in self.columns]
        self._cells(cells, look.head, look.head_fill)
        if look.rule:
            self.sheet.rule(self.left, self.y, self.right, 0.35, look.rule)

    def row(self, *texts: str, pen: Pen | None = None) -> None:
        """One row; the texts wrap at the width of their columns."""
        pen = pen or self.look.pen
        inner = [column.width - 2 * self.look.pad for column in self.columns]
        cells = [self.sheet.wrap(text, width, pen) for text, width in zip(texts, inner, strict=True)]
        self._cells(cells, pen, self.look.stripe if self.rows % 2 else None)
        self.rows += 1
        if self.look.rule:
            self.sheet.rule(self.left, self.y, self.right, 0.1, self.look.rule)

    def height(self, *texts: str) -> float:
        """How tall such a row would be."""
        inner = [column.width - 2 * self.look.pad for column in self.columns]
        most = max(len(self.sheet.wrap(text, width, self.look.pen)) for text, width in zip(texts, inner, strict=True))
        return most * self.look.pen.leading + 2 * self.look.space

    def _cells(self, cells: list[list[str]], pen: Pen, fill: Colour | None) -> None:
        sheet, look = self.sheet, self.look
        height = max(map(len, cells)) * pen.leading + 2 * look.space
        if fill:
            sheet.fill(self.left, self.y, self.right - self.left, height, fill)
        first = self.y + look.space + pen.leading * 0.76
        for column, lines in zip(self.columns, cells, strict=True):
            sheet.block(column.anchor(look.pad), first, lines, Pen(pen.size, pen.style, column.align, pen.colour))
            if look.grid:
                sheet.frame(column.left, self.y, column.width, height, look.grid)
        self.y += height
