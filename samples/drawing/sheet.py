"""PDF pages: text at a place, rules, boxes and tables, in millimetres from the top left."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fpdf import FPDF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drawing.fonts import Family

Colour = tuple[int, int, int]

BLACK: Colour = (20, 20, 20)
GREY: Colour = (105, 105, 105)
WHITE: Colour = (255, 255, 255)
POINT = 0.3528

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of the age of a font


@dataclass(frozen=True)
class Pen:
    """How a text looks; ``bold``, ``right`` and so on give a changed pen."""

    size: float = 9
    style: str = ""
    align: str = "L"
    colour: Colour = BLACK

    @property
    def bold(self) -> Pen:
        """In bold."""
        return replace(self, style="B")

    @property
    def italic(self) -> Pen:
        """In italics."""
        return replace(self, style="I")

    @property
    def right(self) -> Pen:
        """Ends at x."""
        return replace(self, align="R")

    @property
    def centre(self) -> Pen:
        """Has its middle at x."""
        return replace(self, align="C")

    def sized(self, size: float) -> Pen:
        """In another size."""
        return replace(self, size=size)

    def inked(self, colour: Colour) -> Pen:
        """In another colour."""
        return replace(self, colour=colour)

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * POINT * 1.32


BODY = Pen()


class Sheet:
    """A PDF in one font family. Coordinates of text are those of its baseline."""

    def __init__(self, family: Family, size: str | tuple[float, float] = "A4") -> None:
        self.pdf = FPDF(unit="mm", format=size)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(0)
        self.pdf.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))
        self.pdf.set_producer("samples")
        self.family = family.name
        self.add(family)
        self.page()

    def add(self, family: Family) -> None:
        """Make one more family known."""
        for style in ("", "B", "I"):
            self.pdf.add_font(family.name, style, family.file(style))

    def page(self) -> None:
        """Start a page."""
        self.pdf.add_page()

    def width(self, text: str, pen: Pen = BODY) -> float:
        """How long the text is with this pen."""
        self.pdf.set_font(self.family, pen.style, pen.size)
        return float(self.pdf.get_string_width(text))

    def text(self, x: float, y: float, text: str, pen: Pen = BODY) -> None:
        """One line of text."""
        if not text:
            return
        shift = {"L": 0.0, "C": 0.5, "R": 1.0}[pen.align] * self.width(text, pen)
        self.pdf.set_font(self.family, pen.style, pen.size)
        self.pdf.set_text_color(*pen.colour)
        self.pdf.text(x - shift, y, text)

    def block(self, x: float, y: float, lines: Sequence[str], pen: Pen = BODY) -> float:
        """Lines under each other; gives the baseline after the last."""
        for line in lines:
            self.text(x, y, line, pen)
            y += pen.leading
        return y

    def pairs(self, x: float, y: float, pairs: Sequence[tuple[str, str]], *, gap: float, pen: Pen = BODY) -> float:
        """Labels with their values ``gap`` to the right (ending there if the pen is a right one)."""
        for label, value in pairs:
            self.text(x, y, label, replace(pen, align="L"))
            self.text(x + gap, y, value, pen)
            y += pen.leading * 1.08
        return y

    def rule(self, x: float, y: float, to: float, weight: float = 0.2, colour: Colour = BLACK) -> None:
        """A horizontal rule."""
        self.pdf.set_line_width(weight)
        self.pdf.set_draw_color(*colour)
        self.pdf.line(x, y, to, y)

    def frame(self, x: float, y: float, width: float, height: float, colour: Colour = BLACK) -> None:
        """An empty box."""
        self.pdf.set_line_width(0.2)
        self.pdf.set_draw_color(*colour)
        self.pdf.rect(x, y, width, height)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled box."""
        self.pdf.set_fill_color(*colour)
        self.pdf.rect(x, y, width, height, style="F")

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle around x, y."""
        self.pdf.set_fill_color(*colour)
        self.pdf.circle(x, y, radius, style="F")

    def shape(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        """A filled polygon."""
        self.pdf.set_fill_color(*colour)
        self.pdf.polygon(points, style="F")

    def wrap(self, text: str, width: float, pen: Pen = BODY) -> list[str]:
        """The text in lines no longer than ``width``."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, pen) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def output(self) -> bytes:
        """The file; nothing can be drawn after it, because the fonts are closed."""
        data = bytes(self.pdf.output())
        for font in self.pdf.fonts.values():
            font.close()
        return data
