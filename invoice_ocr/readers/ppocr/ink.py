"""Which columns of a strip hold ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from invoice_ocr.readers.ppocr.pixels import Pixels

Columns = npt.NDArray[np.bool_]

_MARGIN = 4
_CONTRAST = 40
_RULE = 0.9
_ENOUGH = 2


def inked_columns(strip: Pixels) -> Columns:
    """True where a column has marks on the background; ruled lines along the strip do not count."""
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)[_MARGIN:-_MARGIN]
    if int(grey.max()) - int(grey.min()) < _CONTRAST:
        return np.zeros(strip.shape[1], bool)
    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    marks = dark.astype(bool)
    if marks.mean() > 1 / 2:
        marks = ~marks
    marks[marks.mean(axis=1) > _RULE] = False
    return np.asarray(marks.sum(axis=0) >= _ENOUGH)


def runs(marks: Columns, *, bridge: float = 1) -> list[tuple[int, int]]:
    """Start and end of each run of True; runs less than ``bridge`` apart are one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marks, [False])).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] < bridge:
            start = found.pop()[0]  # noqa: PLW2901 - the run goes on
        found.append((start, end))
    return found


def widest_gap(ink: Columns, start: float, end: float) -> tuple[int, int]:
    """The longest run of columns without ink between two columns; an empty run where there is none."""
    first = max(int(start), 0)
    left, right = max(runs(~ink[first : max(int(end), first)]), key=lambda run: run[1] - run[0], default=(0, 0))
    return first + left, first + right


def trimmed(ink: Columns, start: float, end: float) -> tuple[float, float]:
    """The part between two columns from its first ink to its last; unchanged where there is none."""
    first = max(int(start), 0)
    marks = np.flatnonzero(ink[first : round(end)])
    return (first + float(marks[0]), first + float(marks[-1]) + 1) if len(marks) else (start, end)
