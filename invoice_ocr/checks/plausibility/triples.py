"""Subtotal, tax and total: each with what the other two make of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.arithmetic.total_differs import total_differs
from invoice_ocr.checks.subject import Subject


def triples(subject: Subject) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Name, printed and expected amount of each of the three; nothing where one is missing or all is well (ARI104)."""
    document = subject.document
    net, tax, gross = document.subtotal, document.tax_total, document.total
    if net and tax and gross and any(total_differs(subject)):
        yield "total", gross, net + tax
        yield "subtotal", net, gross - tax
        yield "tax_total", tax, gross - net


def is_transposed(one: str, other: str) -> bool:
    """Whether two neighbouring digits are exchanged, and nothing else differs.

    >>> is_transposed("191.00", "119.00"), is_transposed("119.00", "129.00")
    (True, False)
    """
    places = [place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right]
    if len(one) != len(other) or len(places) != 2:
        return False
    first, second = places
    between = one[first + 1 : second].strip(".")
    return not between and one[first] == other[second] and one[second] == other[first]
