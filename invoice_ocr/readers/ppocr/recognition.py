"""What the strips say: characters with their place along the strip and their probability."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from invoice_ocr.readers.ppocr.argmax import BEST, SCORE
from invoice_ocr.readers.ppocr.pixels import HEIGHT, Floats, Pixels, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

    from onnxruntime import InferenceSession

_BATCH_WIDTH = 600
_BLANK = 0


class Char(NamedTuple):
    """One character; ``x`` is the centre of the columns that say it, in pixels of the strip."""

    text: str
    x: float
    chance: float


def alphabet(session: InferenceSession) -> list[str]:
    """The characters by index: the blank, those of the model's own list, the space."""
    listed = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return ["", *listed, " "]


def read_strips(
    session: InferenceSession, letters: Sequence[str], strips: Sequence[Pixels], workers: Executor
) -> list[list[Char]]:
    """The characters of each strip, in the order of the strips."""
    lines: list[list[Char]] = [[] for _ in strips]
    batches = list(_batches(strips))
    read = functools.partial(_read_batch, session, letters, strips)
    for batch, found in zip(batches, workers.map(read, batches), strict=True):
        for index, line in zip(batch, found, strict=True):
            lines[index] = line
    return lines


def _batches(strips: Sequence[Pixels]) -> Iterable[list[int]]:
    """Strips of like width together, widest first, so that little is padded; the area of a batch is bounded."""
    order = sorted(range(len(strips)), key=lambda index: strips[index].shape[1], reverse=True)
    while order:
        size = max(_BATCH_WIDTH // strips[order[0]].shape[1], 1)
        yield order[:size]
        order = order[size:]


def _read_batch(
    session: InferenceSession, letters: Sequence[str], strips: Sequence[Pixels], batch: list[int]
) -> list[list[Char]]:
    wide = max(strips[index].shape[1] for index in batch)
    planes = np.zeros((len(batch), 3, HEIGHT, wide), np.float32)
    for row, index in enumerate(batch):
        planes[row, :, :, : strips[index].shape[1]] = normalised(strips[index])
    best, score = session.run([BEST, SCORE], {"x": planes})
    step = wide / best.shape[1]
    return [_decoded(letters, indices, chances, step) for indices, chances in zip(best, score, strict=True)]


def _decoded(letters: Sequence[str], indices: np.ndarray, chances: Floats, step: float) -> list[Char]:
    """Runs of the same index are one character; blanks part them."""
    starts = np.flatnonzero(np.diff(indices, prepend=-1))
    ends = np.append(starts[1:], len(indices))
    return [
        Char(letters[indices[start]], (start + end) / 2 * step, float(chances[start:end].max()))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if indices[start] != _BLANK
    ]
