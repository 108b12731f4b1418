"""Tax as rounded line by line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

from invoice_ocr.checks.parts import decimals
from invoice_ocr.checks.sums import ZERO, rounded
from invoice_ocr.model.purchase import Line, Purchase

EXACT_PLACES = 1
"""Rates with up to this many decimals (19, 5.5) are meant exactly; 8.88 may be a rounded 8.875."""


def taxed_at(document: Purchase, rate: Decimal) -> list[Line] | None:
    """The lines of this rate; all of them where there is only one rate and they name none; None where unclear."""
    if not document.lines or any(line.amount is None for line in document.lines):
        return None
    if all(line.tax_rate is not None for line in document.lines):
        return [line for line in document.lines if line.tax_rate == rate]
    unnamed = all(line.tax_rate is None for line in document.lines)
    return list(document.lines) if unnamed and len(document.taxes) <= 1 else None


def by_line(amounts: Iterable[Decimal], rate: Decimal, step: Decimal) -> set[Decimal]:
    """The tax on these amounts, each rounded on its own: half up, down or up; tax on top or inside."""
    listed = list(amounts)
    return {
        sum((rounded(amount * rate / over, step, mode) for amount in listed), ZERO)
        for over in (Decimal(100), 100 + rate)
        for mode in (ROUND_HALF_UP, ROUND_DOWN, ROUND_UP)
    }


def rate_slack(base: Decimal, rate: Decimal) -> Decimal:
    """How much of the tax is uncertain because the rate is printed rounded."""
    places = decimals(rate.normalize())
    return ZERO if places <= EXACT_PLACES else abs(base) * Decimal(1).scaleb(-places) / 200
