"""Cut a line into words, find the ink that no character accounts for, and place both on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.readers.ppocr.ink import Columns, runs, trimmed, widest_gap
from invoice_ocr.readers.ppocr.pixels import HEIGHT

if TYPE_CHECKING:
    from invoice_ocr.readers.ppocr.pixels import Floats
    from invoice_ocr.readers.ppocr.recognition import Char

_SURE = 0.5
_COLUMN_GAP = 1.0 * HEIGHT
_REACH = 0.65 * HEIGHT
_LETTER = HEIGHT / 2


class Span(NamedTuple):
    """A word and where it starts and ends along the strip, in pixels."""

    text: str
    start: float
    end: float
    chance: float


class Line(NamedTuple):
    """What a strip says: its words, and the stretches (in pixels) whose ink could not be read."""

    words: list[Span]
    unread: list[tuple[float, float]]


def understand(chars: list[Char], ink: Columns) -> Line:
    """The words of a line; all its ink is unread where the characters are hardly more than guesses."""
    printed = [char for char in chars if char.text.strip()]
    if not printed or sum(char.chance for char in printed) / len(printed) < _SURE:
        return Line([], [trimmed(ink, 0, len(ink))] if ink.any() else [])
    unread = _unread(printed, ink)
    return Line(split(chars, ink, unread), unread)


def _unread(printed: list[Char], ink: Columns) -> list[tuple[float, float]]:
    """Stretches of ink at least half a line wide that are out of every character's reach."""
    left = ink.copy()
    for char in printed:
        left[max(int(char.x - _REACH), 0) : int(char.x + _REACH)] = False
    return [(start, end) for start, end in runs(left, bridge=_LETTER) if end - start >= _LETTER]


def split(chars: list[Char], ink: Columns, unread: list[tuple[float, float]]) -> list[Span]:
    """The words of a line: parted at spaces, at unread ink, and at clear gaps wider than a line is high."""
    groups: list[list[Char]] = []
    edges = [0.0]
    spaced = False
    for char in chars:
        if not char.text.strip():
            spaced = True
            continue
        last = groups[-1][-1] if groups else None
        gap = widest_gap(ink, last.x, char.x) if last else (0, 0)
        if last is None or spaced or gap[1] - gap[0] > _COLUMN_GAP or _between(unread, last.x, char.x):
            edges += [_cut(gap, last.x, char.x)] if last else []
            groups.append([])
        groups[-1].append(char)
        spaced = False
    edges.append(float(len(ink)))
    return [_span(group, ink, edges[place], edges[place + 1]) for place, group in enumerate(groups)]


def _between(stretches: list[tuple[float, float]], left: float, right: float) -> bool:
    return any(left < start and end < right for start, end in stretches)


def _cut(gap: tuple[int, int], left: float, right: float) -> float:
    return sum(gap) / 2 if gap[1] > gap[0] else (left + right) / 2


def _span(group: list[Char], ink: Columns, start: float, end: float) -> Span:
    first, last = trimmed(ink, max(start, group[0].x - _REACH), min(end, group[-1].x + _REACH))
    chances = [char.chance for char in group]
    return Span("".join(char.text for char in group), first, last, sum(chances) / len(chances))


def placed(quad: Floats, start: float, end: float, frame: Frame) -> Box:
    """The part of a line's quad between two fractions of its length, as a box of the level frame."""
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    corners = np.stack([quad[0] + top * start, quad[0] + top * end, quad[3] + bottom * end, quad[3] + bottom * start])
    points = np.array([frame.level(float(x), float(y)) for x, y in corners])
    (left, up), (right, down) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return Box(round(left, 1), round(up, 1), round(right, 1), round(down, 1))
