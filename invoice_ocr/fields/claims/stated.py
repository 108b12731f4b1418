"""Claims read as values, each with the place on the page where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from invoice_ocr.fields.chosen import STEP
from invoice_ocr.fields.claims.places import Printed, same_number
from invoice_ocr.fields.claims.typed import typed
from invoice_ocr.fields.locale import Locale
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.model.purchase import Kind, Purchase
from invoice_ocr.model.reading import Claim

DECISIVE = frozenset({"xml"})
"""Sources that are the original themselves: what they state holds, whatever is printed."""

UNPRINTED = frozenset({"document_type", "prices_include_tax"})
"""Paths whose values are conclusions and stand nowhere as such."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim's ``readings``, and the ``value`` of the page that it was found in; None where it stands nowhere.

    The readings are those that claim and page share, where it was found.
    """

    claim: Claim
    readings: tuple[Any, ...]
    value: Value[Any] | None

    @property
    def path(self) -> str:
        """The path of the document that the claim is about."""
        return self.claim.path

    @property
    def spot(self) -> Spot | None:
        """The place on the page."""
        return self.value.spot if self.value else None

    @property
    def decides(self) -> bool:
        """Whether it holds, whatever is printed."""
        return self.claim.source in DECISIVE


def find_stated(scan: Scan, locale: Locale, model: type[Purchase], claims: Iterable[Claim]) -> list[Stated]:
    """All claims that are values; the parts of a line item are looked for near each other."""
    order = locale.order if locale.order in {"dmy", "mdy", "ymd"} else None
    search = _Search(scan, Printed(scan))
    read = [(claim, typed(model, claim.path, claim.text, order)) for claim in claims]  # type: ignore[arg-type]
    return [search.find(claim, readings) for claim, readings in sorted(read, key=_by_line) if readings]


def _by_line(pair: tuple[Claim, tuple[Any, ...]]) -> tuple[int, bool, bool]:
    """Items in their order, each with its description first and its amount next; they tell where the rest stands."""
    path = pair[0].path
    return _line(path), not path.endswith(".description"), not path.endswith("].amount")


def _line(path: str) -> int:
    (name, _), *rest = STEP.findall(path)
    return int(rest[0][1]) if name == "lines" and rest and rest[0][1] else -1


@dataclass
class _Search:
    """Looks for values one after the other and remembers where the last item stands."""

    scan: Scan
    printed: Printed
    line: int = -1
    row: int | None = None
    last: tuple[int, int] = (-1, -1)

    def find(self, claim: Claim, readings: tuple[Any, ...]) -> Stated:
        line = _line(claim.path)
        if line != self.line:
            self.line, self.row = line, None
        if claim.path.rpartition(".")[2] in UNPRINTED:
            return Stated(claim, readings, None)
        found = self._place(claim, readings)
        if found is None:
            return Stated(claim, readings, None)
        value, shared = found
        if line >= 0 and self.row is None:
            self.row = value.spot.row
        if line >= 0 and claim.path.endswith("].amount"):
            self.row, self.last = value.spot.row, (value.spot.row, value.spot.start)
        return Stated(claim, shared, value)

    def _place(self, claim: Claim, readings: tuple[Any, ...]) -> tuple[Value[Any], tuple[Any, ...]] | None:
        kind = next((k for k in PRINTED_AS if isinstance(readings[0], k)), None)
        places = same_number(PRINTED_AS[kind](self.scan), readings) if kind else []
        if places:
            return min(places, key=lambda place: self._distance(claim, place[0].spot))
        if kind or claim.path.endswith(("country", "currency")):
            places = same_number(self.scan.currencies, readings)
            return places[0] if places else self._as_text(claim, readings)
        return self._as_text(claim, readings)

    def _as_text(self, claim: Claim, readings: tuple[Any, ...]) -> tuple[Value[Any], tuple[Any, ...]] | None:
        spot = self.printed.find(claim.text, near=self.row)
        return (Value(replace(spot, text=claim.text), claim.text, readings), readings) if spot else None

    def _distance(self, claim: Claim, spot: Spot) -> float:
        """How far a place is from where the value is expected: beside its item, after the last one, low for sums."""
        if _line(claim.path) < 0:
            return -spot.row
        behind = (spot.row, spot.start) <= self.last and claim.path.endswith("].amount")
        return 1000 * behind + (abs(spot.row - self.row) if self.row is not None else spot.row)


def _numbers(scan: Scan) -> tuple[Value[Any], ...]:
    return (*scan.amounts, *scan.misread, *scan.rates)


def _times(scan: Scan) -> tuple[Value[Any], ...]:
    return scan.times


def _dates(scan: Scan) -> tuple[Value[Any], ...]:
    return scan.dates


PRINTED_AS: dict[type, Callable[[Scan], tuple[Value[Any], ...]]] = {Decimal: _numbers, date: _dates, time: _times}
"""Where values of a type are looked for."""


RECEIPT_PATHS = re.compile(r"payments\[|(?:tendered|change|tip|cashier|register)$")


def tell_stated_kind(stated: Iterable[Stated]) -> Kind | None:
    """The kind that statements about a page without legible words make likely; None where they say nothing of money."""
    paths = {each.path for each in stated}
    if "total" not in paths and not any(path.startswith("lines[") for path in paths):
        return None
    named = any(each.path == "document_type" and each.readings[0] in {"receipt", "refund"} for each in stated)
    return "receipt" if named or any(RECEIPT_PATHS.match(path) for path in paths) else "invoice"
