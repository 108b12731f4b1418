"""What is known from outside of a document: earlier documents of its seller, and the file's own history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Earlier:
    """A document seen before; ``source`` and ``sha256`` are those of its file."""

    source: str
    sha256: str
    number: str | None = None
    issue_date: date | None = None
    total: Decimal | None = None
    currency: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Earlier:
        """From plain values, as tests and stores have them."""
        day, total = values.get("issue_date"), values.get("total")
        typed = {
            "issue_date": date.fromisoformat(day) if day else None,
            "total": Decimal(total) if total is not None else None,
        }
        return cls(**{"source": "", "sha256": "", **values, **typed})


@dataclass(frozen=True, slots=True)
class Past:
    """What a store knows about the seller of a document.

    ``ibans`` are the accounts on documents of the same seller that were accepted or confirmed; ``earlier`` are the
    seller's other documents, and those with the same file, ``pictured`` documents of anyone whose first page looks the
    same; all without the one that is being checked.
    """

    ibans: frozenset[str] = frozenset()
    earlier: tuple[Earlier, ...] = ()
    pictured: tuple[Earlier, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        ibans: Iterable[str] = (),
        earlier: Iterable[Mapping[str, Any]] = (),
        pictured: Iterable[Mapping[str, Any]] = (),
    ) -> Past:
        """From plain values."""
        return cls(frozenset(ibans), tuple(map(Earlier.of, earlier)), tuple(map(Earlier.of, pictured)))


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of its own making: ``saves`` counts how often a PDF was saved onto itself after it was made."""

    sha256: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    saves: int = 0
    producer: str = ""
