"""What a scanner, a camera or a poor printer makes of a generated page: seeded pictures."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from drawing.photo import Paper, Shot, jpeg, laminate, snapped
from drawing.scan import Glass, pages, scanned
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGES = ("clean", "skew", "blur", "jpeg", "small", "noise", "faded", "photo")


def damaged(pdf: bytes, kind: str, seed: int) -> bytes:
    """The first page of the PDF as a JPEG."""
    page = pages(pdf, 120 if kind == "small" else 200)[0]
    picture, quality = _DAMAGES[kind](page, Random(seed), seed)
    return jpeg(picture, quality)


Made = tuple[Image.Image, int]


def _scan(glass: Glass) -> Callable[[Image.Image, Random, int], Made]:
    return lambda page, _, seed: (scanned(page, glass, seed), 75)


def _skew(page: Image.Image, rng: Random, seed: int) -> Made:
    return scanned(page, Glass(turn=rng.uniform(-4, 4), edge=False), seed), 80


def _faded(page: Image.Image, _: Random, seed: int) -> Made:
    shot = Shot(turn=0.4, keystone=0, shadow=0, around=0.02)
    return snapped(page, Paper(ink=0.5, fade=0.35), laminate, shot, seed), 80


def _photo(page: Image.Image, rng: Random, seed: int) -> Made:
    shot = Shot(turn=rng.uniform(-3, 3), keystone=rng.uniform(0, 0.05))
    return snapped(page, Paper(folds=(rng.uniform(0.2, 0.8),)), laminate, shot, seed), 75


_DAMAGES: dict[str, Callable[[Image.Image, Random, int], Made]] = {
    "clean": lambda page, *_: (page, 90),
    "skew": _skew,
    "blur": _scan(Glass(blur=1.3, edge=False)),
    "jpeg": lambda page, *_: (page, 22),
    "small": lambda page, *_: (page, 70),
    "noise": _scan(Glass(grain=22, specks=80, edge=False)),
    "faded": _faded,
    "photo": _photo,
}
