"""What every parser of this package gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A printed ``text`` with every admissible reading, the likelier first; at least one, and no duplicates."""

    text: str
    readings: tuple[T, ...]

    @property
    def value(self) -> T | None:
        """The only reading, or None where the text is ambiguous."""
        return self.readings[0] if len(self.readings) == 1 else None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value inside a longer text: ``parsed.text`` is ``text[start:end]``."""

    start: int
    end: int
    parsed: Parsed[T]
