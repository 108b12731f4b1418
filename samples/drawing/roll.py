"""Receipts: lines of a fixed-width font on a strip of paper, drawn in grey (0 is ink, 255 is paper)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageFont import FreeTypeFont

TALLEST = 6000
INK = 0


class Roll:
    """A strip ``columns`` characters wide, filled downwards."""

    def __init__(self, face: Path, columns: int = 40, size: int = 32, margin: int = 56) -> None:
        self.face, self.columns, self.size, self.margin = face, columns, size, margin
        self.font = ImageFont.truetype(face, size)
        self.pitch = self.font.getlength("0")
        self.leading = round(size * 1.22)
        self.width = round(self.pitch * columns) + 2 * margin
        self.image = Image.new("L", (self.width, TALLEST), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.hand = Image.new("L", self.image.size, 255)
        self.y = margin

    def line(self, text: str = "", *, bold: bool = False, tall: float = 1, wide: float = 1) -> None:
        """One row, starting at the left; ``tall`` and ``wide`` stretch the letters."""
        height = round(self.leading * tall)
        if text.strip():
            self._stretched(text, bold=bold, size=(wide, tall))
        self.y += height

    def centre(self, text: str, *, bold: bool = False, tall: float = 1, wide: float = 1) -> None:
        """One row in the middle."""
        room = int(self.columns / wide)
        self.line(" " * ((room - len(text)) // 2) + text, bold=bold, tall=tall, wide=wide)

    def pair(self, left: str, right: str, *, bold: bool = False, tall: float = 1, wide: float = 1) -> None:
        """A text at the left and one at the right."""
        room = int(self.columns / wide)
        self.line(left + right.rjust(room - len(left)), bold=bold, tall=tall, wide=wide)

    def rule(self, character: str = "-") -> None:
        """A row of one character."""
        self.line(character * self.columns)

    def gap(self, rows: float = 0.5) -> None:
        """Empty paper."""
        self.y += round(self.leading * rows)

    def heading(self, text: str, face: Path, size: int) -> None:
        """A proportional line in the middle, as of a shop's name."""
        self.put(self.width / 2, text, ImageFont.truetype(face, size), "mt")
        self.y += round(size * 1.25)

    def put(self, x: float, text: str, font: FreeTypeFont, anchor: str = "lt") -> None:
        """Any text at x and the present height."""
        self.draw.text((x, self.y), text, INK, font, anchor)

    def stripes(self, seed: int, height: int = 90, share: float = 0.72) -> None:
        """Black and white stripes that look like a bar code and mean nothing."""
        widths = np.random.default_rng(seed).integers(1, 5, 92) * 2
        x = (self.width - share * self.width) / 2
        scale = share * self.width / widths.sum()
        for index, width in enumerate(widths):
            if index % 2 == 0:
                self.draw.rectangle((x, self.y, x + width * scale - 1, self.y + height), INK)
            x += width * scale
        self.y += height + self.leading // 3

    def write(self, text: str, x: float, size: int, face: Path, tilt: float = 0) -> None:
        """Something written by hand at x (in parts of the width), its foot on the row drawn last."""
        font = ImageFont.truetype(face, size)
        layer = Image.new("L", (round(font.getlength(text)) + 80, 3 * size), 255)
        ImageDraw.Draw(layer).text((40, 1.5 * size), text, INK, font, "ls")
        layer = layer.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
        self.hand.paste(layer, (round(x * self.width) - 40, round(self.y - 1.5 * size) - 8))

    def scribble(self, points: list[tuple[float, float]], width: int = 5) -> None:
        """A line by hand; x in parts of the width, y in pixels from the present row."""
        placed = [(x * self.width, self.y + y) for x, y in points]
        ImageDraw.Draw(self.hand).line(placed, INK, width, "curve")

    def written(self) -> Image.Image:
        """What was written by hand, alone, as large as the paper."""
        return self.hand.crop((0, 0, self.width, self.y + self.margin))

    def paper(self) -> Image.Image:
        """The strip, cut off below the last row."""
        return self.image.crop((0, 0, self.width, self.y + self.margin))

    def _stretched(self, text: str, *, bold: bool, size: tuple[float, float]) -> None:
        wide, tall = size
        strip = Image.new("L", (round(self.pitch * len(text)) + 8, self.leading), 255)
        pen = ImageDraw.Draw(strip)
        for offset in (0, 1) if bold else (0,):
            pen.text((offset, 0), text, INK, self.font)
        if size != (1, 1):
            strip = strip.resize((round(strip.width * wide), round(strip.height * tall)), Image.Resampling.BICUBIC)
        self.image.paste(strip, (self.margin, self.y))
