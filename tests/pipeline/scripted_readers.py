"""Readers that say what they are told; a module of their own, so that worker processes can import them."""

from __future__ import annotations

from dataclasses import dataclass

from invoice_ocr.errors import ReaderError
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Reading, Usage, Word

RECEIPT = (
    "Corner Shop",
    "Receipt no. 4711",
    "Date 14 March 2024",
    "Tea 2.50",
    "Bread 3.50",
    "TOTAL EUR 6.00",
    "Cash 10.00",
)


@dataclass(frozen=True)
class Scripted:
    """Reads the same lines off every document."""

    lines: tuple[str, ...] = RECEIPT
    warnings: tuple[str, ...] = ()
    name: str = "scripted"

    def read(self, document, kind=None):  # noqa: ARG002 - the signature of every reader
        words = [
            Word(text, Box(40 + 200 * column, 40 * row, 40 + 200 * column + 10 * len(text), 40 * row + 20), 0.99, row)
            for row, line in enumerate(self.lines, 1)
            for column, text in enumerate(line.split())
        ]
        page = PageReading(tuple(words), Frame(1000, 1400), "ocr")
        return Reading(self.name, (page,), model="m", usage=Usage(3, 4), warnings=self.warnings)


@dataclass(frozen=True)
class Blind:
    """Cannot read anything."""

    name: str = "blind"

    def read(self, document, kind=None):  # noqa: ARG002 - the signature of every reader
        raise ReaderError(f"I see nothing on {document.name}.", remedy="Switch the light on.")
