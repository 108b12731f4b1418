"""Cut a line into words and place each on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.readers.ppocr.ink import Columns, trimmed, widest_gap
from invoice_ocr.readers.ppocr.pixels import HEIGHT

if TYPE_CHECKING:
    from invoice_ocr.readers.ppocr.pixels import Floats
    from invoice_ocr.readers.ppocr.recognition import Char

_COLUMN_GAP = 1.0


class Span(NamedTuple):
    """A word and where it starts and ends along the strip, in pixels."""

    text: str
    start: float
    end: float
    chance: float


def split(line: list[Char], ink: Columns) -> list[Span]:
    """The words of a line: parted at spaces, and at clear gaps wider than a line is high."""
    groups, cuts = _groups(line, ink)
    edges = [0.0, *cuts, float(len(ink))]
    return [_span(group, ink, edges[place], edges[place + 1]) for place, group in enumerate(groups)]


def _groups(line: list[Char], ink: Columns) -> tuple[list[list[Char]], list[float]]:
    """Runs of characters, and the columns at which they are parted."""
    groups: list[list[Char]] = []
    cuts: list[float] = []
    last: Char | None = None
    spaced = False
    for char in line:
        if not char.text.strip():
            spaced = True
            continue
        gap = widest_gap(ink, last.x, char.x) if last else (0, 0)
        if last is None or spaced or gap[1] - gap[0] > _COLUMN_GAP * HEIGHT:
            if last:
                cuts.append(sum(gap) / 2 if gap[1] > gap[0] else (last.x + char.x) / 2)
            groups.append([])
        groups[-1].append(char)
        last, spaced = char, False
    return groups, cuts


def _span(group: list[Char], ink: Columns, start: float, end: float) -> Span:
    first, last = trimmed(ink, start, end)
    chances = [char.chance for char in group]
    return Span("".join(char.text for char in group), first, last, sum(chances) / len(chances))


def placed(quad: Floats, start: float, end: float, frame: Frame) -> Box:
    """The part of a line's quad between two fractions of its length, as a box of the level frame."""
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    corners = np.stack([quad[0] + top * start, quad[0] + top * end, quad[3] + bottom * end, quad[3] + bottom * start])
    points = np.array([frame.level(float(x), float(y)) for x, y in corners])
    (left, up), (right, down) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(round(left, 1), round(up, 1), round(right, 1), round(down, 1))
