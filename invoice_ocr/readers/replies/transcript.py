"""A transcription becomes words with boxes, so that it is read like any other page.

Where the model said where its passages stand, the words are placed there. Else they are laid out on a page of their
own, line by line and column by column: such boxes keep the order and say nothing of the real page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word
from invoice_ocr.readers.replies.canvas import Row, Run, rows_of
from invoice_ocr.readers.replies.grounding import passages
from invoice_ocr.readers.replies.markup import unwrapped

SOURCE = "chat"

WIDTH, HEIGHT, PITCH = 7.0, 14.0, 20.0
"""A character and a line on a page that is laid out here."""

COLUMNS, ROWS = 88, 44
"""What such a page has room for at least."""

LOOSE = 0.6
"""Empty lines for each full one from which on they are only spacing."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class View:
    """The picture that the model saw: its size, what its right edge counts as in boxes (0: its pixels), its turn."""

    width: float
    height: float
    scale: int = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where characters and rows stand: a column's width may be more than that of a character in it."""

    left: float
    top: float
    column: float
    pitch: float
    char: float
    height: float

    def words(self, run: Run, row: int, line: int) -> Iterator[Word]:
        """The run's words; ``line`` numbers them within the page."""
        left = self.left + run.left * self.column
        if run.to_right:
            left = self.left + run.right * self.column - len(run.text) * self.char
        top = self.top + row * self.pitch
        for match in _WORD.finditer(run.text):
            start, end = (left + at * self.char for at in match.span())
            yield Word(match.group(), Box(start, top, end, top + self.height * run.size), line=line)


def read_transcript(text: str, view: View) -> PageReading:
    """The words of a page; where the reply has no boxes, they are laid out in the picture's proportions."""
    edges = (view.scale, view.scale) if view.scale else (view.width, view.height)
    blocks = [(rows_of(passage.text), passage.box) for passage in passages(unwrapped(text), *edges)]
    if not any(box for _, box in blocks):
        return _laid_out(_spaced([row for rows, _ in blocks for row in [*rows, []]]), view)
    words: list[Word] = []
    below, lines = view.height, 0
    for rows, box in blocks:
        if box:
            place = Box(*(edge * size for edge, size in zip(box, (view.width, view.height) * 2, strict=True)))
        else:  # nobody knows where: under the page, where it disturbs nothing
            place = Box(0, below, view.width, below + PITCH * len(rows))
            below = place.bottom
        words += _within(place, rows, lines)
        lines += len(rows)
    return PageReading(tuple(words), Frame(view.width, view.height, view.turn), SOURCE)


def _spaced(rows: list[Row]) -> list[Row]:
    """The rows with clear gaps between paragraphs; where nearly every line is a paragraph, gaps mean nothing."""
    blank = sum(not row for row in rows)
    if blank > LOOSE * (len(rows) - blank):
        return [row for row in rows if row]
    return [part for row in rows for part in ([row] if row else [[], []])]


def _laid_out(rows: list[Row], view: View) -> PageReading:
    grid = _Grid(WIDTH, PITCH, WIDTH, PITCH, WIDTH, HEIGHT)
    words = [word for number, row in enumerate(rows) for run in row for word in grid.words(run, number, number)]
    columns = max([COLUMNS, *(run.right for row in rows for run in row)])
    proportion = view.height / view.width if view.width and view.height else math.sqrt(2)
    height = max((len(rows) + 2) * PITCH, (columns + 2) * WIDTH * proportion)
    return PageReading(tuple(words), Frame(height / proportion, height), SOURCE, placed=False)


def _within(box: Box, rows: list[Row], line: int) -> Iterator[Word]:
    """The rows in their box: they share its height, and their columns its width."""
    if len(rows) == 1 and len(rows[0]) == 1:
        rows = _wrapped(rows[0][0], box)
    pitch = box.height / max(len(rows), 1)
    column = box.width / max((run.right for row in rows for run in row), default=1)
    char = min(column, 0.55 * pitch)
    height = min(0.7 * pitch, 2 * char)
    grid = _Grid(box.left, box.top + (pitch - height) / 2, column, pitch, char, height)
    for number, row in enumerate(rows):
        for run in row:
            yield from grid.words(run, number, line + number)


def _wrapped(run: Run, box: Box) -> list[Row]:
    """A single line broken into as many as its box is high, if letters are about twice as high as wide."""
    count = round(math.sqrt(0.5 * box.height * len(run.text) / box.width))
    if count < 2:
        return [[run]]
    length = -(-len(run.text) // count)
    lines = [""]
    for word in run.text.split():
        if lines[-1] and len(lines[-1]) + len(word) > length:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [[Run(0, max(length, len(line)), line)] for line in lines]
