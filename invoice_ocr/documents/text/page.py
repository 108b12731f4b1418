"""A page of typed lines: each character has its place in a grid, as on a typewriter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from invoice_ocr.errors import DocumentTooLarge
from invoice_ocr.model.document import TextLayer
from invoice_ocr.model.geometry import Box
from invoice_ocr.model.reading import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from invoice_ocr.documents.limits import Limits

WIDTH, HEIGHT, PITCH = 7.0, 14.0, 20.0
"""A character's width and height, and the distance from one line to the next."""

SHEET: Final = (90, 60)
"""Characters and lines of a sheet; what is wider or longer has a larger one."""

MOST_LINES = 10_000
MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class TextPage:
    """All lines on one page."""

    lines: tuple[str, ...] = field(repr=False)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, with a margin."""
        columns = max((columns_of(line) for line in self.lines), default=0)
        return (max(columns, SHEET[0]) + 2) * WIDTH, (max(len(self.lines), SHEET[1]) + 2) * PITCH

    def text_layer(self) -> TextLayer:
        """The words in their places."""
        return TextLayer(tuple(self._words()), *self.size)

    def image(self, *, long_side: int | None = None) -> Image:
        """The lines, drawn; letters that the font at hand does not have are boxes."""
        from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - loads Pillow

        scale = (long_side or 2 * max(self.size)) / max(self.size)
        picture = Image.new("RGB", (round(self.size[0] * scale), round(self.size[1] * scale)), "white")
        pen, font = ImageDraw.Draw(picture), ImageFont.load_default(max(HEIGHT * 0.9 * scale, 1))
        for word in self._words():
            pen.text((word.box.left * scale, word.box.top * scale), word.text, "black", font)
        return picture

    def _words(self) -> Iterator[Word]:
        for number, line in enumerate(self.lines):
            top = (number + 1) * PITCH
            for match in re.finditer(r"\S+", line):
                left = (columns_of(line[: match.start()]) + 1) * WIDTH
                right = left + columns_of(match.group()) * WIDTH
                yield Word(match.group(), Box(left, top, right, top + HEIGHT), line=number)


def text_page(lines: tuple[str, ...], name: str, limits: Limits) -> TextPage:
    """The page.

    Raises:
        DocumentTooLarge: It would be larger than a page may be.
    """
    columns = max((columns_of(line) for line in lines), default=0)
    if len(lines) > MOST_LINES or columns > MOST_COLUMNS or sum(map(len, lines)) > limits.max_attachment_bytes:
        message = f"{name} has {len(lines):,} lines of up to {columns:,} characters; "
        message += f"the most that is read is {MOST_LINES:,} of {MOST_COLUMNS:,}."
        raise DocumentTooLarge(message, remedy="Print the message to PDF and pass that.")
    return TextPage(lines)


def columns_of(text: str) -> int:
    """How many places of the grid the text takes: letters of East Asia take two, marks over letters none.

    >>> columns_of("Total"), columns_of("合計"), columns_of("é")
    (5, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
