"""Adding up amounts of which some may be missing, and some may or may not belong to a sum."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


def add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None where one of the amounts is missing.

    >>> add([Decimal("1.10"), Decimal("2.20")])
    Decimal('3.30')
    >>> add([Decimal("1.10"), None])
    """
    total = ZERO
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def reach(start: Decimal, *parts: Decimal | None) -> set[Decimal]:
    """Every sum of the start and any choice of the parts.

    >>> sorted(reach(Decimal(100), Decimal(19), None, Decimal(-5)))
    [Decimal('95'), Decimal('100'), Decimal('114'), Decimal('119')]
    """
    sums = {start}
    for part in parts:
        if part:
            sums |= {known + part for known in sums}
    return sums


def nearest(target: Decimal, sums: Iterable[Decimal]) -> Decimal:
    """The sum that is closest to the target."""
    return min(sums, key=lambda known: (abs(known - target), known))


def rounded(amount: Decimal, step: Decimal, mode: str = ROUND_HALF_UP) -> Decimal:
    """The amount to whole steps.

    >>> rounded(Decimal("1.235"), Decimal("0.01"))
    Decimal('1.24')
    """
    return (amount / step).to_integral_value(mode) * step


def plain(amount: Decimal) -> str:
    """The amount as a bookkeeper writes it, without exponents."""
    return format(amount, "f")
