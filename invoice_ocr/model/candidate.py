"""A value that a source proposes for a path, with the place it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from invoice_ocr.model.geometry import Box

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """``value`` proposed for ``path``; the higher the ``score`` the better (log-odds, 0 is even).

    ``readings`` are all values that the printed ``text`` admits, the likelier first; ``value`` is one of them. ``box``
    is in the units of the page's frame.
    """

    path: str
    value: T
    score: float
    text: str
    page: int
    box: Box | None
    source: str
    confidence: float = 1.0
    readings: tuple[T, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A path whose value is uncertain, and where on which page a second look would settle it."""

    path: str
    page: int
    box: Box | None


AnyCandidate = Candidate[Any]
