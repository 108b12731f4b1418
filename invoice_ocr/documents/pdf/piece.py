"""Neighbouring characters of a line, on their way to become a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.documents.pdf.glyphs import Glyph


@dataclass(slots=True)
class Piece:
    """Neighbouring characters; ``shut`` says that a blank follows, so that nothing may be joined on.

    ``baseline`` and ``em``, the font size, are those of the first character.
    """

    glyphs: list[Glyph]
    shut: bool = False
    open_left: bool = True
    left: float = field(init=False)
    right: float = field(init=False)
    baseline: float = field(init=False)
    em: float = field(init=False)

    def __post_init__(self) -> None:
        first = self.glyphs[0]
        self.left, self.right = first.left, self.glyphs[-1].right
        self.baseline, self.em = first.baseline, first.pen.em

    @property
    def text(self) -> str:
        """The characters as the file has them."""
        return "".join([glyph.text for glyph in self.glyphs])

    def add(self, glyphs: Iterable[Glyph]) -> None:
        """Append characters at the right."""
        self.glyphs.extend(glyphs)
        self.right = max(self.right, self.glyphs[-1].right)

    def append(self, glyph: Glyph) -> None:
        """Append one character at the right."""
        self.glyphs.append(glyph)
        self.right = max(self.right, glyph.right)
