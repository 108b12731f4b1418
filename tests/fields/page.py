"""Pages drawn as text: a test's document can be read by a person, and becomes the words and boxes of a reading.

A drawing is a page in rows and columns of equal size, as on a till roll or in a typed invoice. One space between two
words is a space; three or more stand between columns. A row that begins with ``!`` is printed at twice the size. A
line ``---page---`` begins the next page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from invoice_ocr.fields import assemble
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Reading, Word

FOLDER = Path(__file__).parent / "pages"
NEXT_PAGE = "---page---"
WIDTH, HEIGHT, PITCH = 7.0, 14.0, 20.0
"""A character's width and height, and the distance from one row to the next."""

SHEET = (90 * WIDTH, 45 * PITCH)
"""A sheet of office paper holds this much; a till roll is as wide and as long as what is printed on it."""


@dataclass(frozen=True)
class Paper:
    """How a page is read and lies.

    ``confidence`` is that of every word, ``unsure`` that of single ones; ``skew`` is the fall across the page and
    ``curl`` the sag in its middle, in rows.
    """

    sheet: bool = False
    confidence: float = 1.0
    unsure: Mapping[str, float] = field(default_factory=dict)
    skew: float = 0.0
    curl: float = 0.0

    def frame(self, rows: list[str]) -> Frame:
        """A frame around these rows; a sheet has its own size."""
        width = (max((len(row) * size_of(row) for row in rows), default=0) + 2) * WIDTH
        height = (sum(map(size_of, rows)) + 2) * PITCH
        return Frame(max(width, SHEET[0]), max(height, SHEET[1])) if self.sheet else Frame(width, height)

    def fall(self, across: float) -> float:
        """How far below its row a word stands, by its place across the page."""
        return PITCH * (self.skew * across + self.curl * math.sin(math.pi * across))


def draw(text: str, *, source: str = "ocr", **how: Any) -> Reading:
    """The reading of a drawn document; ``how`` are the fields of `Paper`."""
    pages = text.removeprefix("\n").rstrip("\n").split(f"{NEXT_PAGE}\n")
    return Reading(source, tuple(_page(page.split("\n"), source, Paper(**how)) for page in pages))


def size_of(row: str) -> int:
    return 2 if row.startswith("!") else 1


def _page(rows: list[str], source: str, paper: Paper) -> PageReading:
    frame = paper.frame(rows)
    words: list[Word] = []
    top = PITCH
    for number, row in enumerate(rows):
        words.extend(_words(row, number, top, paper, frame.width))
        top += PITCH * size_of(row)
    return PageReading(tuple(words), frame, source)


def _words(row: str, number: int, top: float, paper: Paper, width: float) -> Iterator[Word]:
    size = size_of(row)
    for match in re.finditer(r"\S+", row.removeprefix("!")):
        left, right = ((1 + at) * WIDTH * size for at in match.span())
        y = top + paper.fall((left + right) / 2 / width)
        box = Box(left, y, right, y + HEIGHT * size)
        yield Word(match.group(), box, paper.unsure.get(match.group(), paper.confidence), number)


@dataclass(frozen=True)
class Example:
    """A drawn document of the folder ``pages``: what it shows, how it was read, and what is expected at each path.

    ``known`` are the paths that are wrong as yet, with the reason.
    """

    name: str
    settings: dict[str, str]
    expected: dict[str, str]
    drawing: str
    known: dict[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        how = {name: float(self.settings[name]) for name in ("confidence", "skew", "curl") if name in self.settings}
        sheet = self.settings.get("paper", "roll") == "sheet"
        return draw(self.drawing, source=self.settings.get("source", "ocr"), sheet=sheet, **how)

    @property
    def draft(self) -> Draft:
        return _assembled(self.name)

    def actual(self, path: str) -> str:
        """What came out at the path: of the draft itself or of its document."""
        found = {"kind": self.draft.kind, "layout": self.draft.layout}
        return str(found[path]).lower() if path in found else value_at(self.draft.document, path)


@lru_cache(maxsize=1)
def examples() -> dict[str, Example]:
    """All drawn documents by name."""
    return {path.stem: _example(path) for path in sorted(FOLDER.glob("*.txt"))}


@lru_cache(maxsize=256)
def _assembled(name: str) -> Draft:
    return assemble(examples()[name].reading)


def _example(path: Path) -> Example:
    """The front part has settings, an empty line and expected values; a line of ``=`` ends it."""
    front, drawing = re.split(r"^=+\n", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE)
    settings, _, values = front.partition("\n\n")
    known: dict[str, str] = {}
    expected: dict[str, str] = {}
    for name, value in map(_pair, values.strip().splitlines()):
        if name.startswith("wrong:"):
            known[name.removeprefix("wrong:")] = value
        else:
            expected[name] = value
    return Example(path.stem, dict(map(_pair, settings.strip().splitlines())), expected, drawing, known)


def _pair(line: str) -> tuple[str, str]:
    name, value = line.split(maxsplit=1)
    return name, value.strip()


def value_at(document: Any, path: str) -> str:
    """The value at a path as written in the pages: ``none`` where there is none; for a list, how many it holds."""
    value = document
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        value = value[int(index)] if index and int(index) < len(value) else None if index else getattr(value, name)
        if value is None:
            return "none"
    if isinstance(value, tuple):
        return str(len(value))
    return str(value).lower() if isinstance(value, bool) else str(value)
