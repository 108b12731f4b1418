"""What comes out of an export: the file, what was derived for it, and what it has no room for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from invoice_ocr.export.mapping import Mapping


class Derived(NamedTuple):
    """A value that the format demands and the page does not print; ``rule`` says what it follows from."""

    path: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Export:
    """``content`` is the file.

    ``derived`` are values that the format demands and the page does not print, each with the rule that it follows from;
    ``dropped`` are paths with a value that the format has no place for.
    """

    content: str | bytes
    derived: tuple[Derived, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What an exporter is given beside the report.

    ``mapping`` holds what only the user knows: accounts, tax codes, contacts. ``source`` is the file that the report
    was read from, for formats that carry the page itself.
    """

    mapping: Mapping = field(default_factory=Mapping)
    source: bytes | None = None


USUAL: Final = Settings()
