"""Text that a page shows but does not carry as text: in pictures, as drawn outlines, in annotations and form fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

_EDGE = 40  # levels of grey from one pixel to the next
_TILE = 16  # pixels
_BUSY = 20  # edges that a tile of small text has at least
_FEW_TILES = 6
_STROKE = 11  # pixels: strokes are thinner, and so small text is what a closing of this size removes
_CONTRAST = 40
_HEIGHT = (4, 26)  # of letters, in pixels at 100 dpi
_WIDTH = 120
_SOLID = 0.9  # the share of its box that a letter fills at most
_SPACING = 15  # pixels between the letters of a line
_LETTERS = 6  # that make a line
_ELONGATED = 3


def count_letters(bare: ndarray) -> int:
    """How many letters there are in lines of text in a picture of the page without its own text.

    Logos of few letters, rules, boxes, barcodes and QR codes count nothing.
    """
    busy = _busy_part(bare)
    if not busy.size:
        return 0
    import cv2  # noqa: PLC0415  # for the few pages that have pictures

    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    masks = (cv2.morphologyEx(busy, shape, kernel) > _CONTRAST for shape in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT))
    return sum(_letters_in_lines(mask) for mask in masks)


def _busy_part(bare: ndarray) -> ndarray:
    """The rectangle around all tiles in which ink and paper take turns as in small text; empty where they are few."""
    import numpy as np  # noqa: PLC0415

    rows, columns = (side // _TILE for side in bare.shape)
    if not rows or not columns:
        return bare[:0]
    whole = bare[: rows * _TILE, : columns * _TILE]
    edges = np.maximum(whole[:, 1:], whole[:, :-1]) - np.minimum(whole[:, 1:], whole[:, :-1]) > _EDGE
    if np.count_nonzero(edges) < _BUSY * _FEW_TILES:
        return bare[:0]
    down = edges.reshape(rows, _TILE, -1).sum(axis=1, dtype=np.uint8)  # whole rows are added fastest
    busy = np.add.reduceat(down, range(0, columns * _TILE, _TILE), axis=1, dtype=np.uint16) >= _BUSY
    if busy.sum() < _FEW_TILES:
        return bare[:0]
    ys, xs = busy.nonzero()
    return bare[
        max(0, ys.min() - 1) * _TILE : (ys.max() + 2) * _TILE, max(0, xs.min() - 1) * _TILE : (xs.max() + 2) * _TILE
    ]


def _letters_in_lines(mask: ndarray) -> int:
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels, boxes, centres = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    letters = _are_letters(boxes)
    if letters.sum() < _LETTERS:
        return 0
    joined = cv2.dilate(letters[labels].astype(np.uint8), np.ones((1, _SPACING), np.uint8))
    _, labels, lines, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    x, y = centres[letters].astype(int).T
    # Letters of small print touch; as many as fit are counted.
    letters_in = np.maximum(1, boxes[letters, cv2.CC_STAT_WIDTH] // boxes[letters, cv2.CC_STAT_HEIGHT])
    counts = np.bincount(labels[y, x], weights=letters_in, minlength=len(lines))
    heights = lines[:, cv2.CC_STAT_HEIGHT]
    is_line = (counts >= _LETTERS) & (heights <= _HEIGHT[1]) & (lines[:, cv2.CC_STAT_WIDTH] >= _ELONGATED * heights)
    is_line[0] = False
    return int(counts[is_line].sum())


def _are_letters(boxes: ndarray) -> ndarray:
    """Which parts of a mask have the size of letters, or of a few that touch; the first part is the ground."""
    width, height, area = boxes[:, 2], boxes[:, 3], boxes[:, 4]
    good: ndarray = (
        (height >= _HEIGHT[0]) & (height <= _HEIGHT[1]) & (width <= _WIDTH) & (area <= _SOLID * width * height)
    )
    good[0] = False
    return good
