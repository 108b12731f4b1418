"""Where the lines of text stand: a map of text probability, and the rectangles around its blobs."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from invoice_ocr.readers.ppocr.pixels import Floats, Pixels, normalised

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_STEP = 32
_LONG_SIDE = 1280
_SHORT_SIDE = 640
_UPSCALE = 2.0
_BAND, _OVERLAP = 1536, 128
_PIXEL, _BLOB = 0.3, 0.5
_GROWTH = 1.4
_SMALLEST = 2.0
_MOST = 2000


def find_lines(session: InferenceSession, picture: Pixels) -> list[Floats]:
    """Quads around the lines of text, each top left, top right, bottom right, bottom left."""
    height, width = picture.shape[:2]
    scaled = _scaled(picture)
    if np.array_equal(scaled[1:], scaled[:-1]):  # each row as the one above: an empty page, on which no letter stands
        return []
    scale = np.array([width / scaled.shape[1], height / scaled.shape[0]], np.float32)
    return [quad * scale for quad in _quads(_text_map(session, scaled))]


def _scaled(picture: Pixels) -> Pixels:
    """The picture in the size for detection; a long receipt keeps enough width for its letters."""
    height, width = picture.shape[:2]
    scale = min(max(_LONG_SIDE / max(height, width), _SHORT_SIDE / min(height, width)), _UPSCALE)
    size = _stepped(width * scale), _stepped(height * scale)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, size, interpolation=way).astype(np.uint8, copy=False)


def _stepped(length: float) -> int:
    return max(round(length / _STEP), 1) * _STEP


def _text_map(session: InferenceSession, picture: Pixels) -> Floats:
    """The probability of text at each pixel; long pictures go through the model in overlapping bands."""
    if picture.shape[1] > picture.shape[0]:
        return np.ascontiguousarray(_bands(session, picture, axis=1))
    return np.ascontiguousarray(_bands(session, picture, axis=0))


def _bands(session: InferenceSession, picture: Pixels, axis: int) -> Floats:
    length = picture.shape[axis]
    count = max(math.ceil((length - _OVERLAP) / (_BAND - _OVERLAP)), 1)
    edges = [round(length * i / count / _STEP) * _STEP for i in range(count)] + [length]
    maps = []
    for start, end in itertools.pairwise(edges):
        first, last = max(start - _OVERLAP // 2, 0), min(end + _OVERLAP // 2, length)
        band = np.take(picture, range(first, last), axis=axis) if count > 1 else picture
        output = session.run(None, {"x": normalised(band)[None]})[0][0, 0]
        maps.append(np.take(output, range(start - first, end - first), axis=axis))
    return np.concatenate(maps, axis=axis)


def _quads(chance: Floats) -> list[Floats]:
    mask = cv2.dilate((chance > _PIXEL).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    quads = (_quad(chance, np.asarray(contour)) for contour in contours[:_MOST])
    return [quad for quad in quads if quad is not None]


def _quad(chance: Floats, contour: npt.NDArray[Any]) -> Floats | None:
    """The rectangle around one blob, grown to the size of the letters; None for a blob that is hardly text."""
    centre, (width, height), angle = cv2.minAreaRect(contour)
    if min(width, height) < _SMALLEST or _mean_inside(chance, contour.reshape(-1, 2)) < _BLOB:
        return None
    growth = _GROWTH * width * height / (width + height)
    corners = cv2.boxPoints((centre, (width + growth, height + growth), angle))
    return _ordered(corners.astype(np.float32))


def _mean_inside(chance: Floats, outline: npt.NDArray[Any]) -> float:
    """Measured inside the outline: a rectangle around a single digit would take in too much of its soft edge."""
    left, top = outline.min(axis=0)
    right, bottom = outline.max(axis=0) + 1
    mask = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillPoly(mask, [outline - (left, top)], 1)
    return float(cv2.mean(chance[top:bottom, left:right], mask)[0])


def _ordered(corners: Floats) -> Floats:
    """Corners as top left, top right, bottom right, bottom left."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    (top_left, bottom_left), (top_right, bottom_right) = (pair[np.argsort(pair[:, 1])] for pair in (by_x[:2], by_x[2:]))
    return np.stack([top_left, top_right, bottom_right, bottom_left])
