"""What tokens cost, read from ``prices.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from invoice_ocr.readers.endpoint.patterns import fits

if TYPE_CHECKING:
    from invoice_ocr.model.reading import Usage

_MILLION = 1_000_000
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens.

    ``cached_input`` is for tokens that the endpoint had in its own cache; None where they cost what others do.
    """

    input: Decimal
    output: Decimal
    cached_input: Decimal | None = None

    def of(self, usage: Usage) -> Decimal:
        """What a reply with these tokens costs."""
        cached = min(usage.cached_tokens, usage.prompt_tokens)
        cached_price = self.input if self.cached_input is None else self.cached_input
        paid = (usage.prompt_tokens - cached) * self.input + cached * cached_price
        return (paid + usage.completion_tokens * self.output) / _MILLION


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price, and the one at peak hours (full hours in UTC, the second not included, from Monday to Friday)."""

    usual: Price
    peak: Price | None = None
    peak_hours: tuple[tuple[int, int], ...] = ()

    def at(self, now: datetime) -> Price:
        """The price at a time in UTC."""
        busy = now.weekday() < _SATURDAY and any(start <= now.hour < end for start, end in self.peak_hours)
        return self.peak if self.peak and busy else self.usual

    @property
    def dearest(self) -> Price:
        """The price to reserve at: a reply may come after the hour has struck."""
        return self.peak or self.usual


def find_tariff(base_url: str, model: str, day: date) -> Tariff | None:
    """What the model costs at that address on that day; None where it isn't known."""
    return next((_tariff(row) for row in _rows() if _valid(row, day) and fits(row, base_url, model)), None)


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(files(__package__).joinpath("prices.toml").read_text("utf-8"))["price"]
    return rows


def _valid(row: dict[str, Any], day: date) -> bool:
    return bool(row.get("since", date.min) <= day <= row.get("until", date.max))


def _tariff(row: dict[str, Any]) -> Tariff:
    peak = row.get("peak")
    if not peak:
        return Tariff(_price(row))
    return Tariff(_price(row), _price(peak), tuple((start, end) for start, end in peak["hours"]))


def _price(row: dict[str, Any]) -> Price:
    cached = row.get("cached_input")
    return Price(Decimal(row["input"]), Decimal(row["output"]), None if cached is None else Decimal(cached))
