"""Pages drawn for the tests of the readers, with the fonts that the machine has."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from invoice_ocr.model.document import Document

FOLDERS = [Path("/usr/share/fonts/truetype"), Path("/Library/Fonts"), Path("C:/Windows/Fonts")]
LATIN = "dejavu/DejaVuSans.ttf"


def font_file(name):
    """A font's file; the test is skipped where it is not installed."""
    for folder in FOLDERS:
        if (folder / name).is_file():
            return folder / name
    pytest.skip(f"the font {name} is not installed")
    return None


def draw(lines, *, size=(900, 600), height=30, font=LATIN):
    """A white picture with each (x, y, text) of `lines` in black; digits and Latin always in the Latin font."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    latin, other = (ImageFont.truetype(font_file(name), height) for name in (LATIN, font))
    for x, y, text in lines:
        for word in text.split(" "):
            face = latin if all(ord(char) < 0x250 for char in word) else other
            pen.text((x, y), word, font=face, fill="black")
            x += face.getlength(word) + latin.getlength(" ")  # noqa: PLW2901 - the pen moves on
    return picture


@dataclass
class DrawnPage:
    """A page of a document, with a picture and perhaps a text layer; remembers what it was asked for."""

    picture: Image.Image = field(default_factory=lambda: Image.new("RGB", (100, 100), "white"))
    layer: object = None
    asked: list = field(default_factory=list)

    def text_layer(self):
        return self.layer

    def image(self, *, long_side=None):
        self.asked.append(long_side)
        return self.picture


def document(*pages):
    return Document("drawn.pdf", "0" * 64, "application/pdf", pages)


def texts(page):
    return [word.text for word in page.words]
