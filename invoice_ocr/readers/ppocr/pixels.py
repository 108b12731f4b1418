"""Arrays of pixels, and crops of them."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

HEIGHT = 48
_MAX_WIDTH = 3200


def normalised(picture: Pixels) -> Floats:
    """Height x width x 3 bytes as 3 x height x width numbers from -1 to 1."""
    planes = picture.transpose(2, 0, 1).astype(np.float32)
    planes *= 1 / 127.5
    planes -= 1
    return planes


def crop(picture: Pixels, quad: Floats) -> Pixels:
    """The quad (top left, top right, bottom right, bottom left) straightened to a strip of ``HEIGHT`` rows."""
    width, height = sides(quad)
    wide = min(max(round(width / height * HEIGHT), 8), _MAX_WIDTH)
    reduce = max(1, math.floor(height / HEIGHT))
    size = (wide * reduce, HEIGHT * reduce)
    corners = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    transform = cv2.getPerspectiveTransform(quad, corners)
    strip = cv2.warpPerspective(picture, transform, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    if reduce > 1:
        strip = cv2.resize(strip, (wide, HEIGHT), interpolation=cv2.INTER_AREA)
    return strip.astype(np.uint8, copy=False)


def grown(quad: Floats, along: float, across: float) -> Floats:
    """The quad with each edge moved outwards, by so many of its heights along and across the line."""
    width, height = sides(quad)
    right, down = (quad[1] - quad[0]) / width * height * along, (quad[3] - quad[0]) / height * height * across
    moves = np.array([-right - down, right - down, right + down, down - right], np.float32)
    return (quad + moves).astype(np.float32)


def sides(quad: Floats) -> tuple[float, float]:
    """Width and height of a quad, at least one pixel each."""
    edges = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    return max(float(edges[0] + edges[2]) / 2, 1.0), max(float(edges[1] + edges[3]) / 2, 1.0)
