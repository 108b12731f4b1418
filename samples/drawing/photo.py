"""From a clean strip or page to a photo of it: ink, paper, table, camera, light. All noise is seeded."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

    Surface = Callable[[int, int, int], np.ndarray]

Array = np.ndarray


@dataclass(frozen=True)
class Paper:
    """``ink`` is how black the print is (1 is black), ``fade`` how uneven; ``folds`` are heights in parts."""

    ink: float = 0.85
    fade: float = 0.1
    tint: tuple[int, int, int] = (250, 248, 243)
    crumple: float = 0.04
    folds: tuple[float, ...] = ()


@dataclass(frozen=True)
class Shot:
    """The camera: the turn in degrees, the keystone in parts of the width, blur and noise, margins of table around."""

    turn: float = 1.5
    keystone: float = 0.03
    blur: float = 0.8
    noise: float = 3
    around: float = 0.1
    shadow: float = 0.25
    scale: float = 1.0


def clouds(rng: np.random.Generator, shape: tuple[int, int], grain: int) -> Array:
    """Smooth noise from -1 to 1 with lumps about ``grain`` pixels wide."""
    small = rng.normal(0, 1, (max(2, shape[0] // grain), max(2, shape[1] // grain))).astype(np.float32)
    smooth = cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(smooth / 2, -1, 1)


def printed(image: Image.Image, paper: Paper, seed: int) -> Array:
    """The strip as coloured paper, with uneven ink, lumps and folds."""
    rng = np.random.default_rng(seed)
    grey = np.asarray(image.convert("L"), np.float32) / 255
    shape = grey.shape
    uneven = 0.5 + clouds(rng, shape, 180) + np.abs(clouds(rng, shape, 9))
    strength = paper.ink * (1 - paper.fade * uneven)
    shade = 1 - (1 - grey) * np.clip(strength, 0.05, 1)
    shade *= 1 + paper.crumple * clouds(rng, shape, 120) + 0.012 * clouds(rng, shape, 3)
    for fold in paper.folds:
        shade *= _fold(shape, fold)
    return np.clip(shade[..., None] * np.array(paper.tint, np.float32), 0, 255)


def penned(sheet: Array, hand: Image.Image, colour: tuple[int, int, int] = (28, 44, 120)) -> Array:
    """The paper with what was written on it by ball pen."""
    ink = (1 - np.asarray(hand, np.float32) / 255)[..., None] * 0.9
    return sheet * (1 - ink) + np.array(colour, np.float32) * ink


def _fold(shape: tuple[int, int], at: float) -> Array:
    distance = (np.arange(shape[0], dtype=np.float32) - at * shape[0]) / 45
    return (1 - 0.16 * np.exp(-np.abs(distance)) * np.sign(distance + 1e-6))[:, None]


def wood(seed: int, height: int, width: int, tone: tuple[int, int, int] = (134, 96, 62)) -> Array:
    """A wooden table: streaks along the grain."""
    rng = np.random.default_rng(seed)
    streaks = cv2.GaussianBlur(rng.normal(0, 1, (height, 1)).astype(np.float32), (1, 9), 3)
    bend = clouds(rng, (height, width), 260) * 14
    rows = np.clip(np.arange(height)[:, None] + bend, 0, height - 1).astype(np.int32)
    grain = streaks[rows, 0] * 0.5 + clouds(rng, (height, width), 40) * 0.08
    return _toned(tone, 0.45 * grain)


def _toned(tone: tuple[int, int, int], change: Array) -> Array:
    return np.clip(np.array(tone, np.float32) * (1 + change[..., None]), 0, 255)


def laminate(seed: int, height: int, width: int, tone: tuple[int, int, int] = (118, 120, 122)) -> Array:
    """A plain speckled surface."""
    rng = np.random.default_rng(seed)
    speckle = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 1.2)
    return _toned(tone, 0.10 * speckle + 0.05 * clouds(rng, (height, width), 200))


def cloth(seed: int, height: int, width: int, tone: tuple[int, int, int] = (56, 62, 78)) -> Array:
    """A dark woven cloth."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    weave = np.sin(rows * 1.1) * np.sin(columns * 1.1) * 0.12
    return _toned(tone, weave + 0.2 * clouds(rng, (height, width), 150))


def _corners(size: tuple[int, int], frame: tuple[int, int], shot: Shot) -> Array:
    """Where the paper's corners come to lie in the frame (width, height each)."""
    width, height = size[0] * shot.scale, size[1] * shot.scale
    pinch = shot.keystone * width
    flat = np.array([(pinch, pinch / 3), (width - pinch / 2, 0), (width, height), (0, height - pinch / 4)])
    angle = np.deg2rad(shot.turn)
    spin = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    return ((flat - flat.mean(0)) @ spin + np.array(frame) / 2).astype(np.float32)


def frame_for(image: Image.Image, shot: Shot) -> tuple[int, int]:
    """Height and width of the photo that holds the turned paper with some table around."""
    width, height = image.width * shot.scale, image.height * shot.scale
    angle = abs(np.deg2rad(shot.turn))
    wide = width * np.cos(angle) + height * np.sin(angle)
    tall = height * np.cos(angle) + width * np.sin(angle)
    edge = shot.around * width
    return round(tall + 2 * edge), round(wide + 2 * edge)


def laid(sheet: Array, table: Array, shot: Shot) -> Array:
    """The paper on the table, seen by the camera, with its own shadow beside it."""
    height, width = table.shape[:2]
    source = np.array([(0, 0), (sheet.shape[1], 0), (sheet.shape[1], sheet.shape[0]), (0, sheet.shape[0])], np.float32)
    matrix = cv2.getPerspectiveTransform(source, _corners((sheet.shape[1], sheet.shape[0]), (width, height), shot))
    seen = cv2.warpPerspective(sheet.astype(np.float32), matrix, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones(sheet.shape[:2], np.float32), matrix, (width, height))
    cast = cv2.GaussianBlur(np.roll(mask, (9, 11), (0, 1)), (0, 0), 9)[..., None]
    return seen * mask[..., None] + table * (1 - 0.55 * cast) * (1 - mask[..., None])


def lit(image: Array, shot: Shot, seed: int) -> Array:
    """Uneven light: a gradient over the picture and the soft shadow of the one who holds the camera."""
    rng = np.random.default_rng(seed)
    height, width = image.shape[:2]
    rows, columns = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    slope = rng.uniform(-1, 1, 2)
    light = 1 + shot.shadow * 0.35 * (slope[0] * (rows - 0.5) + slope[1] * (columns - 0.5))
    centre, reach = rng.uniform((0.55, 0.0), (1.0, 0.45)), rng.uniform(0.35, 0.6)
    away = np.hypot(rows - centre[0], (columns - centre[1]) * 0.8) / reach
    light *= 1 - shot.shadow / (1 + np.exp((away - 1) * 9))
    return image * light[..., None]


def taken(image: Array, shot: Shot, seed: int) -> Image.Image:
    """Blur and sensor noise."""
    rng = np.random.default_rng(seed)
    if shot.blur:
        image = cv2.GaussianBlur(image, (0, 0), shot.blur)
    noise = cv2.GaussianBlur(rng.normal(0, shot.noise, image.shape).astype(np.float32), (0, 0), 0.7) * 1.6
    return Image.fromarray(np.clip(image + noise, 0, 255).astype(np.uint8), "RGB")


def photo(sheet: Array, table: Array, shot: Shot, seed: int) -> Image.Image:
    """All steps from the paper to the picture."""
    return taken(lit(laid(sheet, table, shot), shot, seed), shot, seed + 1)


def snapped(strip: Image.Image, paper: Paper, surface: Surface, shot: Shot, seed: int) -> Image.Image:
    """All steps from the printed strip to the picture."""
    return photo(printed(strip, paper, seed), surface(seed + 1, *frame_for(strip, shot)), shot, seed + 2)


def jpeg(image: Image.Image, quality: int = 78, **more: object) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, **more)
    return buffer.getvalue()
