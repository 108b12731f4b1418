"""Rounding as the published rules of EN 16931 do it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal

from invoice_ocr.checks.subject import Exact
from invoice_ocr.model.purchase import Purchase, Tax

CENT = Decimal("0.01")
RATED = ("S", "L", "M")
"""Categories that are summed rate by rate."""

RULED = (*RATED, "Z", "E", "AE", "K", "G", "O")
"""Categories that have rules on base and tax; Italian split payment (B) has none."""

NAMES = {"K": "IC", "L": "AF", "M": "AG"}
"""Where the name of a category in the rules' ids is not its code."""


def r2(amount: Decimal) -> Decimal:
    """To cents, halves towards positive infinity, as XPath's ``round`` does.

    >>> r2(Decimal("0.125")), r2(Decimal("-0.125"))
    (Decimal('0.13'), Decimal('-0.12'))
    """
    return ((amount * 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR) / 100).quantize(CENT)


def shown(amount: Decimal | None) -> str:
    """The amount in a sentence."""
    return "missing" if amount is None else format(amount, "f")


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum; what is missing counts as nothing, as it does in the published rules."""
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def of_category(document: Purchase, row: Tax) -> list[Decimal]:
    """The amounts of the row's category (and rate, where rates matter): lines and charges, and allowances taken off."""
    signed = [(line.tax_category, line.tax_rate, line.amount) for line in document.lines]
    signed += [(each.tax_category, each.tax_rate, _less(each.amount)) for each in document.allowances]
    signed += [(each.tax_category, each.tax_rate, each.amount) for each in document.charges]
    return [
        amount
        for category, rate, amount in signed
        if amount is not None and category == row.category and (category not in RATED or rate == row.rate)
    ]


def _less(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount


def is_base(row: Tax, amounts: list[Decimal], syntax: Exact) -> bool:
    """Whether the amounts of a category make its base (BR-S-08 and the like), as the rules of the syntax count.

    In UBL less than a unit may be missing where rates matter, nothing elsewhere; in CII it is the other way round, with
    a whole unit where the base is larger; outside the scope of VAT (O) nothing in both.
    """
    off = total(amounts) - (row.base or Decimal(0))
    if syntax == "ubl":
        return (abs(off) < 1 and bool(amounts)) if row.category in RATED else off == 0
    return off == 0 if row.category in (*RATED, "O") else -1 <= off < 1


def is_near_rate(row: Tax, syntax: Exact) -> bool:
    """Whether the tax is within one unit of base times rate (BR-CO-17), in CII a whole one.

    A rate that rounds to zero gives no tax.
    """
    rate, base, tax = row.rate or Decimal(0), abs(row.base or Decimal(0)), abs(row.amount or Decimal(0))
    if (rate + Decimal("0.5")).to_integral_value(ROUND_FLOOR) == 0:
        return bool(((row.amount or Decimal(0)) + Decimal("0.5")).to_integral_value(ROUND_FLOOR) == 0)
    off = abs(r2(base * rate / 100) - tax)
    return off < 1 or (off == 1 and syntax == "cii")
