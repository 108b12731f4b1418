"""Rows of the tax breakdown: a rate, its base and its amount, proved by base x rate = amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import permutations

from invoice_ocr.fields.page.quantities import TIMES
from invoice_ocr.fields.page.scan import Scan, Value

CENT = Decimal("0.01")
SLACK = Decimal("0.02")
HIGHEST_RATE = Decimal(35)

MAX_AMOUNTS = 6
"""A row with more numbers than this is no tax row."""


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One printed rate with what stands beside it; ``proven`` where base x rate = amount."""

    row: int
    rate: Value[Decimal]
    base: Value[Decimal] | None
    amount: Value[Decimal]
    proven: bool

    @property
    def number(self) -> Decimal:
        """The tax amount."""
        return self.amount.value


@lru_cache(maxsize=4096)
def tax_of(base: Decimal, rate: Decimal) -> Decimal:
    """Tax on a net base, to the cent."""
    return (base * rate / 100).quantize(CENT, ROUND_HALF_UP)


@lru_cache(maxsize=4096)
def tax_in(gross: Decimal, rate: Decimal) -> Decimal:
    """Tax contained in a gross amount, to the cent."""
    return (gross * rate / (100 + rate)).quantize(CENT, ROUND_HALF_UP)


def find_tax_rows(scan: Scan, items: frozenset[int]) -> list[TaxRow]:
    """All rows outside the line items that state a rate and a tax amount."""
    rows = []
    for index, row in enumerate(scan.layout.rows):
        if index in items:
            continue
        rates = [r for r in scan.rates_in.get(index, []) if 0 < r.value <= HIGHEST_RATE] or list(
            _bare_rates(scan, index)
        )
        amounts = scan.amounts_in.get(index, [])
        if not rates or not amounts or len(amounts) > MAX_AMOUNTS:
            continue
        found = _proven(index, rates, amounts) or _labelled(scan, index, rates, amounts, row.text)
        if found:
            rows.append(found)
    return rows


def _bare_rates(scan: Scan, index: int) -> Iterator[Value[Decimal]]:
    """Small numbers that may be rates printed without a sign (``SR 6 89.50 5.37``), in rows of three numbers.

    A quantity times a price is none of these. 7 % of 8.41 is as much as 8.41 % of 7: the rate is the rounder one, or
    the one that is printed as such.
    """
    amounts = scan.amounts_in.get(index, [])
    if any(TIMES.match(token.text) for token in scan.layout.rows[index].tokens):
        return
    if len(amounts) >= 3:
        yield from sorted((a for a in amounts[:2] if 2 < a.value <= HIGHEST_RATE), key=_decimals)


def _decimals(value: Value[Decimal]) -> tuple[int, int]:
    """How many decimals it needs, and how many it has."""
    needed, printed = (number.as_tuple().exponent for number in (value.value.normalize(), value.value))
    return max(0, -int(needed)), max(0, -int(printed))


def _proven(index: int, rates: list[Value[Decimal]], amounts: list[Value[Decimal]]) -> TaxRow | None:
    for rate in rates:
        others = [a for a in amounts if a is not rate]
        for base, tax in permutations(others, 2):
            for b in base.readings:
                for t in tax.readings:
                    if b and abs(t) < abs(b) and abs(tax_of(b, rate.value) - t) <= SLACK and abs(t) > SLACK:
                        return TaxRow(index, rate, _as(base, b), _as(tax, t), proven=True)
            for gross in base.readings:
                for t in tax.readings:
                    if gross and abs(tax_in(gross, rate.value) - t) <= SLACK and abs(t) > SLACK:
                        return TaxRow(index, rate, None, _as(tax, t), proven=True)
    return None


def _as(value: Value[Decimal], number: Decimal) -> Value[Decimal]:
    """The value with the reading that fits first."""
    return Value(value.spot, value.text, (number,))


def _labelled(
    scan: Scan, index: int, rates: list[Value[Decimal]], amounts: list[Value[Decimal]], text: str
) -> TaxRow | None:
    """A row with a tax label, one rate and one amount: ``VAT 19 % 455,39``."""
    label = next((lab for lab in scan.labels_in.get(index, []) if "tax" in lab.meanings), None)
    if label is None or len(amounts) != 1 or not rates[0].text.strip("% "):
        return None
    if "%" not in text or amounts[0].spot.start < label.spot.start:
        return None
    return TaxRow(index, rates[0], None, amounts[0], proven=False)
