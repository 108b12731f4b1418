"""The three models together: one picture in, its words out."""

from __future__ import annotations

import functools
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import cv2
import numpy as np

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word
from invoice_ocr.readers.ppocr.detection import find_lines
from invoice_ocr.readers.ppocr.ink import inked_columns
from invoice_ocr.readers.ppocr.models import DETECTION, ORIENTATION, RECOGNITION, open_model
from invoice_ocr.readers.ppocr.orientation import find_skew, find_turn, turned_by
from invoice_ocr.readers.ppocr.pixels import Floats, Pixels, crop
from invoice_ocr.readers.ppocr.recognition import Char, alphabet, read_strips
from invoice_ocr.readers.ppocr.words import placed, split

if TYPE_CHECKING:
    from PIL.Image import Image

_SURE = 0.5


class PaddleEngine:
    """PP-OCRv6 small; the sessions are opened once and shared by all threads."""

    def __init__(self, *, threads: int | None = None) -> None:
        threads = threads or _processors()
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="ocr")
        detection = self._workers.submit(open_model, DETECTION, threads=threads)
        recognition = self._workers.submit(open_model, RECOGNITION, threads=1)
        self._orientation = open_model(ORIENTATION, threads=1)
        self._detection, self._recognition = detection.result(), recognition.result()
        self._letters = alphabet(self._recognition)

    def read(self, image: Image) -> PageReading:
        """The words of an RGB picture."""
        picture: Pixels = np.asarray(image.convert("RGB"))
        quads = find_lines(self._detection, picture)
        turn = find_turn(self._orientation, picture, quads)
        picture, quads = turned_by(turn, picture, quads)
        frame = Frame(picture.shape[1], picture.shape[0], turn, find_skew(quads))
        return self._read_lines(picture, _in_order(quads, frame), frame)

    def _read_lines(self, picture: Pixels, quads: list[Floats], frame: Frame) -> PageReading:
        strips = [crop(picture, quad) for quad in quads]
        lines = read_strips(self._recognition, self._letters, strips, self._workers)
        words: list[Word] = []
        unread: list[Box] = []
        for number, (quad, strip, line) in enumerate(zip(quads, strips, lines, strict=True)):
            found = _line_words(quad, strip, line, frame, number)
            words += found
            if not found:
                unread.append(placed(quad, 0, 1, frame))
        return PageReading(tuple(words), frame, "ocr", tuple(unread))


def _line_words(quad: Floats, strip: Pixels, line: list[Char], frame: Frame, number: int) -> list[Word]:
    if not line or np.mean([char.chance for char in line]) < _SURE:
        return []
    wide = strip.shape[1]
    return [
        Word(span.text, placed(quad, span.start / wide, span.end / wide, frame), round(span.chance, 4), number)
        for span in split(line, inked_columns(strip))
    ]


def _in_order(quads: list[Floats], frame: Frame) -> list[Floats]:
    """Row by row from the top, each row from the left."""
    placed_quads = sorted(((placed(quad, 0, 1, frame), quad) for quad in quads), key=lambda pair: pair[0].y)
    rows: list[list[tuple[Box, Floats]]] = []
    for box, quad in placed_quads:
        if not rows or box.y - rows[-1][0][0].y > min(box.height, rows[-1][0][0].height) / 2:
            rows.append([])
        rows[-1].append((box, quad))
    return [quad for row in rows for _, quad in sorted(row, key=lambda pair: pair[0].left)]


def _processors() -> int:
    """Processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@functools.cache
def shared_engine() -> PaddleEngine:
    """The one engine of this process."""
    cv2.setNumThreads(1)
    return PaddleEngine()
