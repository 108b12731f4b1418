"""Boxes, and the upright frame in which a page is read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Box(NamedTuple):
    """A rectangle; the origin is top left, y grows downwards. Units are those of whoever made it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """Horizontal centre."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; there must be at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class Frame:
    """How the upright, deskewed frame that words stand in lies on the page as it is displayed.

    ``width`` and ``height`` are the frame's, in pixels (images) or points (PDF). ``turn`` is the clockwise rotation, in
    degrees, that was applied to the displayed page to make it upright (0, 90, 180, 270); ``skew`` the further
    clockwise rotation about the centre that makes its rows level. A frame is ``mirrored`` where a page that runs from
    right to left is read as if it ran the other way.
    """

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0
    mirrored: bool = False

    def mirror(self, box: Box) -> Box:
        """The box with left and right exchanged."""
        return Box(self.width - box.right, box.top, self.width - box.left, box.bottom)

    def to_page(self, box: Box) -> Box:
        """A box of the frame as fractions of the displayed page, clipped to it."""
        box = self.mirror(box) if self.mirrored else box
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
        points = [self._unturn(*self._unskew(x, y)) for x, y in corners]
        xs, ys = zip(*points, strict=True)
        return Box(*(round(min(max(v, 0.0), 1.0), 5) for v in (min(xs), min(ys), max(xs), max(ys))))

    def level(self, x: float, y: float) -> tuple[float, float]:
        """A point of the upright but still skewed page, in the frame."""
        return self._rotate(x, y, self.skew)

    def _unskew(self, x: float, y: float) -> tuple[float, float]:
        return self._rotate(x, y, -self.skew)

    def _rotate(self, x: float, y: float, degrees: float) -> tuple[float, float]:
        if not degrees:
            return x, y
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        dx, dy = x - self.width / 2, y - self.height / 2
        return self.width / 2 + dx * cos - dy * sin, self.height / 2 + dx * sin + dy * cos

    def _unturn(self, x: float, y: float) -> tuple[float, float]:
        u, v = x / self.width, y / self.height
        match self.turn:
            case 90:
                return v, 1 - u
            case 180:
                return 1 - u, 1 - v
            case 270:
                return 1 - v, u
            case _:
                return u, v
