"""The three models together: one picture in, its words out."""

from __future__ import annotations

import functools
import itertools
import os
import statistics
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from invoice_ocr.errors import UsageError
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word
from invoice_ocr.readers.ppocr.detection import find_lines
from invoice_ocr.readers.ppocr.ink import inked_columns
from invoice_ocr.readers.ppocr.models import DETECTION, ORIENTATION, RECOGNITION, open_model
from invoice_ocr.readers.ppocr.orientation import find_skew, find_turn, turned_by
from invoice_ocr.readers.ppocr.pixels import Floats, Pixels, crop, grown
from invoice_ocr.readers.ppocr.recognition import Char, alphabet, read_strips
from invoice_ocr.readers.ppocr.sideways import reading_ways
from invoice_ocr.readers.ppocr.words import placed, understand
from invoice_ocr.readers.unread import DOUBTFUL, doubtful_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image


THREADS = "INVOICE_OCR_THREADS"

WEAK = 0.92
"""A line with a word read worse than this is cut out again, tighter and wider, and the surest reading counts."""

CUTS = ((0.1, 0.1), (0.2, -0.05), (0.0, -0.1))
"""What the cuts add along and across the line, at each edge, in heights of the line."""

DOTS = 1 / 900
"""The blur that joins printed dots, as a share of the picture's long side."""

SIDEWAYS = (90, 270)
"""Lines are cut too tightly where they are found on a page that lies on its side, so they are found again."""


class PaddleEngine:
    """PP-OCRv6 small; the sessions are opened once and shared by all threads."""

    sure = 0.9

    def __init__(self, *, threads: int) -> None:
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="ocr")
        detection = self._workers.submit(open_model, DETECTION, threads=threads)
        recognition = self._workers.submit(open_model, RECOGNITION, threads=1)
        self._orientation = open_model(ORIENTATION, threads=1)
        self._detection, self._recognition = detection.result(), recognition.result()
        self._letters = alphabet(self._recognition)

    def read(self, image: Image) -> PageReading:
        """The words of an RGB picture."""
        picture: Pixels = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
        reading = self._read_either_way_up(picture)
        if reading.words and doubtful_share(reading, self.sure) <= DOUBTFUL:
            return reading
        return max(reading, self._read_either_way_up(_softened(picture)), key=self._well_read)

    def _read_either_way_up(self, picture: Pixels) -> PageReading:
        quads = find_lines(self._detection, picture)
        turn = find_turn(self._orientation, picture, quads)
        reading = self._read_turned(picture, quads, turn)
        if doubtful_share(reading, self.sure) <= DOUBTFUL:
            return reading
        return max(reading, self._read_turned(picture, quads, (turn + 180) % 360), key=self._well_read)

    def _well_read(self, reading: PageReading) -> float:
        return sum(len(word.text) for word in reading.words if word.confidence >= self.sure)

    def _read_turned(self, picture: Pixels, quads: list[Floats], turn: int) -> PageReading:
        picture, quads = turned_by(turn, picture, quads)
        if turn in SIDEWAYS:
            quads = find_lines(self._detection, picture)
        frame = Frame(picture.shape[1], picture.shape[0], turn, find_skew(quads))
        words: list[Word] = []
        unread: list[Box] = []
        for number, strip in enumerate(self._strips(picture, _in_order(quads, frame))):
            line = understand(strip.chars, inked_columns(strip.pixels))
            words += [
                Word(word.text, strip.box(word.start, word.end, frame), round(word.chance, 4), number)
                for word in line.words
            ]
            unread += [strip.box(start, end, frame) for start, end in line.unread]
        return PageReading(tuple(words), frame, "ocr", tuple(unread))

    def _strips(self, picture: Pixels, quads: list[Floats]) -> Iterator[_Strip]:
        """Each quad cut out and read; where the direction is open, in the direction that reads best."""
        ways = reading_ways(quads)
        tried = self._read_quads(picture, list(itertools.chain(*ways)))
        strips = [max(itertools.islice(tried, len(choices)), key=_Strip.sureness) for choices in ways]
        weak = [strip for strip in strips if strip.weakest_word() < WEAK]
        again = self._read_quads(picture, [grown(strip.quad, *by) for strip in weak for by in CUTS])
        better = {id(strip): max(strip, *itertools.islice(again, len(CUTS)), key=_Strip.mean_chance) for strip in weak}
        return (better.get(id(strip), strip) for strip in strips)

    def _read_quads(self, picture: Pixels, quads: list[Floats]) -> Iterator[_Strip]:
        strips = [crop(picture, quad) for quad in quads]
        return map(_Strip, quads, strips, read_strips(self._recognition, self._letters, strips, self._workers))


def _softened(picture: Pixels) -> Pixels:
    """The picture so blurred that the dots of a needle printer run together into strokes."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(picture.shape[:2]) * DOTS), np.uint8)


class _Strip(NamedTuple):
    """A line cut out of the page, and its characters."""

    quad: Floats
    pixels: Pixels
    chars: list[Char]

    def sureness(self) -> float:
        return sum(char.chance for char in self.chars)

    def mean_chance(self) -> float:
        return self.sureness() / max(len(self.chars), 1)

    def weakest_word(self) -> float:
        """The mean chance of the word that was read worst; 1 where there is none."""
        words = itertools.groupby(self.chars, key=lambda char: bool(char.text.strip()))
        means = (statistics.fmean(char.chance for char in word) for printed, word in words if printed)
        return min(means, default=1.0)

    def box(self, start: float, end: float, frame: Frame) -> Box:
        """The part of the line between two columns of the strip."""
        wide = self.pixels.shape[1]
        return placed(self.quad, start / wide, end / wide, frame)


def _in_order(quads: list[Floats], frame: Frame) -> list[Floats]:
    """Row by row from the top, each row from the left."""
    placed_quads = sorted(((placed(quad, 0, 1, frame), quad) for quad in quads), key=lambda pair: pair[0].y)
    rows: list[list[tuple[Box, Floats]]] = []
    for box, quad in placed_quads:
        if not rows or box.y - rows[-1][0][0].y > min(box.height, rows[-1][0][0].height) / 2:
            rows.append([])
        rows[-1].append((box, quad))
    return [quad for row in rows for _, quad in sorted(row, key=lambda pair: pair[0].left)]


def shared_engine() -> PaddleEngine:
    """The one engine of this process; ``INVOICE_OCR_THREADS`` says how many threads it takes."""
    with _opening:
        return _opened()


@functools.cache
def _opened() -> PaddleEngine:
    cv2.setNumThreads(1)
    return PaddleEngine(threads=_threads())


def _threads() -> int:
    """As many as there are processors for this process, unless set."""
    wanted = os.environ.get(THREADS)
    if wanted is None:
        return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    if not (wanted.isdecimal() and int(wanted)):
        raise UsageError(f"{THREADS} is {wanted!r}.", remedy="Set it to a number of threads, 1 or more.")
    return int(wanted)


def _forget() -> None:
    """A forked child has none of the threads that the sessions wait for, so it opens its own."""
    global _opening  # noqa: PLW0603 - the lock may have been held by a thread that the child lacks
    _opening = threading.Lock()
    _opened.cache_clear()


_opening = threading.Lock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
