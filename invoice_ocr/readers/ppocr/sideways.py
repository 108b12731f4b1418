"""Text that runs up or down on an upright page, such as a note on the margin."""

from __future__ import annotations

import statistics

import numpy as np

from invoice_ocr.readers.ppocr.pixels import Floats, sides

_TALL = 2.0
_HIGH = 1.8


def reading_ways(quads: list[Floats]) -> list[list[Floats]]:
    """For each quad the ways it may be read: one, or upwards and downwards for sideways text."""
    shapes = [sides(quad) for quad in quads]
    lying = [height for width, height in shapes if width > height] or [height for _, height in shapes]
    usual = statistics.median(lying) if lying else 0.0
    return [
        [np.roll(quad, 1, axis=0), np.roll(quad, -1, axis=0)]
        if height > _TALL * width and height > _HIGH * usual  # a lone 1 or l is tall too, but not higher than its row
        else [quad]
        for quad, (width, height) in zip(quads, shapes, strict=True)
    ]
