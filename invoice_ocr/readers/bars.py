"""Bar codes that lie askew: where many bars stand side by side, and how that part of the page looks when levelled.

A line across a wide, low code leaves it at the top or the bottom once the page is turned by a few degrees, and no part
of it reads. The direction of the bars is measured (structure tensor; Bigün and Granlund, "Optimal orientation detection
of linear symmetry", 1987), so that one turn is enough.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from invoice_ocr.model.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from PIL.Image import Image

LONG_SIDE: Final = 1800
"""Pixels of the picture in which bars are looked for; more show no more of them."""

BLOCK: Final = 16
"""Pixels of the squares in which directions are measured."""

STRONG: Final = 400.0
"""The mean square of the steps from pixel to pixel in a square full of bars; print has less, since it has gaps."""

UPRIGHT: Final = 0.2
"""The steps along bars are at most this part of those across, which allows of 24 degrees."""

FEWEST: Final = 8
"""Squares in a row that are bars, not a capital letter or the edge of a table."""

MOST: Final = 2
LEVEL: Final = 1.0
"""Degrees that need no levelling."""


class Bars(NamedTuple):
    """A part of the page with bars, in fractions of it, and that part levelled."""

    box: Box
    image: Image


def askew(image: Image, known: list[Box]) -> Iterator[Bars]:
    """The largest parts of a grey picture that hold bars askew, but for those that are already ``known``."""
    import cv2  # noqa: PLC0415 - loaded for the first picture
    import numpy as np  # noqa: PLC0415

    scale = min(1.0, LONG_SIDE / max(image.size))
    pixels = np.asarray(image)
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    if min(pixels.shape) < 2 * BLOCK:
        return
    across, down, both = _steps(pixels)
    full = ((across > STRONG) & (down < UPRIGHT * across)).astype(np.uint8)
    joined = cv2.morphologyEx(full, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, numbers, found, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    parts = [(number, part) for number, part in enumerate(found[1:].tolist(), 1) if part[2] >= max(FEWEST, part[3])]
    for number, (left, top, wide, high, _) in sorted(parts, key=lambda part: -part[1][4])[:MOST]:
        here = (numbers == number) & (full > 0)
        turned = math.degrees(math.atan2(2 * both[here].sum(), (across[here] - down[here]).sum()) / 2)
        box = _around(left, top, wide, high, pixels.shape)
        if abs(turned) > LEVEL and not any(_holds(box, each) for each in known):
            yield Bars(box, _levelled(image, box, turned))


def _steps(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The squares of the steps across and down, and their product, each the mean of a square of the picture."""
    import cv2  # noqa: PLC0415 - as above

    across = cv2.Sobel(pixels, cv2.CV_32F, 1, 0, ksize=1)
    down = cv2.Sobel(pixels, cv2.CV_32F, 0, 1, ksize=1)
    rows, columns = (length // BLOCK for length in pixels.shape)
    across, down = (each[: rows * BLOCK, : columns * BLOCK] for each in (across, down))
    size = (columns, rows)
    across, down, both = (
        cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (across * across, down * down, across * down)
    )
    return across, down, both


def _around(left: int, top: int, wide: int, high: int, shape: tuple[int, ...]) -> Box:
    """The squares with two more on each side, and room for the white that a code needs at its ends."""
    rows, columns = shape[0] // BLOCK, shape[1] // BLOCK
    beside, above = 2 + wide // 8, 2 + wide // 12
    return Box(
        max(left - beside, 0) / columns,
        max(top - above, 0) / rows,
        min(left + wide + beside, columns) / columns,
        min(top + high + above, rows) / rows,
    )


def _holds(box: Box, known: Box) -> bool:
    return box.left < known.x < box.right and box.top < known.y < box.bottom


def _levelled(image: Image, box: Box, turned: float) -> Image:
    from PIL.Image import Resampling  # noqa: PLC0415 - as above

    width, height = image.size
    part = image.crop((int(box.left * width), int(box.top * height), int(box.right * width), int(box.bottom * height)))
    return part.rotate(turned, resample=Resampling.BICUBIC, expand=True, fillcolor=255)
