"""Which way up a page lies: one vote a page, since lines vote wrong too often."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from invoice_ocr.readers.ppocr.pixels import HEIGHT, Floats, Pixels, crop, normalised, sides

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_VOTERS = 10
_INPUT_WIDTH = 192
_TALL = 1.5
_LEVEL_VOTERS = 2.0
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def find_turn(session: InferenceSession, picture: Pixels, quads: list[Floats]) -> int:
    """The clockwise turn (0, 90, 180 or 270) that makes the page upright."""
    turn = 90 if _mostly_tall(quads) else 0
    turned, boxes = turned_by(turn, picture, quads)
    return turn + 180 if _upside_down(session, turned, boxes) else turn


def turned_by(turn: int, picture: Pixels, quads: list[Floats]) -> tuple[Pixels, list[Floats]]:
    """Picture and quads after a clockwise turn."""
    if not turn:
        return picture, quads
    height, width = picture.shape[:2]
    rotated = cv2.rotate(picture, _TURNS[turn]).astype(np.uint8, copy=False)
    return rotated, [_turned_quad(quad, turn, width, height) for quad in quads]


def _turned_quad(quad: Floats, turn: int, width: int, height: int) -> Floats:
    x, y = quad[:, 0], quad[:, 1]
    places = {90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}
    moved = np.stack(places[turn], axis=1).astype(np.float32)
    return np.roll(moved, turn // 90, axis=0)


def find_skew(quads: list[Floats]) -> float:
    """The clockwise rotation in degrees that makes the rows level: the weighted median over the wide lines."""
    slopes: list[tuple[float, float]] = []
    for quad in quads:
        width, height = sides(quad)
        if width >= _LEVEL_VOTERS * height:
            along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
            slopes.append((-math.degrees(math.atan2(along[1], along[0])), width))
    return _weighted_median(slopes)


def _weighted_median(values: list[tuple[float, float]]) -> float:
    left = sum(weight for _, weight in values) / 2
    for value, weight in sorted(values):
        left -= weight
        if left <= 0:
            return round(value, 2)
    return 0.0


def _mostly_tall(quads: list[Floats]) -> bool:
    shapes = [sides(quad) for quad in quads]
    tall = sum(height for width, height in shapes if height > _TALL * width)
    wide = sum(width for width, height in shapes if width > _TALL * height)
    return tall > wide


def _upside_down(session: InferenceSession, picture: Pixels, quads: list[Floats]) -> bool:
    voters = sorted(quads, key=lambda quad: sides(quad)[0], reverse=True)[:_VOTERS]
    if not voters:
        return False
    chances = session.run(None, {"x": np.stack([_voter(picture, quad) for quad in voters])})[0].sum(axis=0)
    return bool(chances[1] > chances[0])


def _voter(picture: Pixels, quad: Floats) -> Floats:
    strip = crop(picture, quad)
    wide = min(strip.shape[1], _INPUT_WIDTH)
    planes = np.zeros((3, HEIGHT, _INPUT_WIDTH), np.float32)
    planes[:, :, :wide] = normalised(cv2.resize(strip, (wide, HEIGHT)).astype(np.uint8, copy=False))
    return planes
