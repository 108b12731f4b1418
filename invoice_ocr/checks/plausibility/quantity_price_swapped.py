"""PLA103: quantity and unit price in each other's place."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import decimals
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem

PIECES = frozenset(
    ["pc", "pcs", "piece", "pieces", "ea", "each", "c62", "h87", "st", "stk", "stck", "stück", "pz", "szt", "ks", "kpl"]
)


def quantity_price_swapped(subject: Subject) -> Iterator[Problem]:
    """Quantity and unit price look exchanged.

    Why: the product is the same, but stock and prices would be booked wrongly.
    Slack: none.
    Silent when: quantity, price or unit is missing; the unit is not a piece; the quantity is whole, or the price is
        not.
    Source: plausibility: pieces are counted in whole numbers.

    >>> wrong = Subject.of("invoice", lines=[{"quantity": "4.95", "unit": "pcs", "unit_price": "3"}])
    >>> [problem.message for problem in quantity_price_swapped(wrong)]
    ['Line 1: 4.95 pcs at 3 looks like 3 at 4.95.']
    >>> right = Subject.of("invoice", lines=[{"quantity": "3", "unit": "pcs", "unit_price": "4.95"}])
    >>> list(quantity_price_swapped(right))
    []
    """
    for index, line in enumerate(subject.document.lines):
        quantity, price = line.quantity, line.unit_price
        if quantity is None or price is None or (line.unit or "").strip(". ").casefold() not in PIECES:
            continue
        if quantity % 1 and decimals(quantity) == 2 and price > 0 and decimals(price) == 0:
            yield Problem(
                (f"lines[{index}].quantity", f"lines[{index}].unit_price"),
                f"Line {index + 1}: {plain(quantity)} {line.unit} at {plain(price)} "
                f"looks like {plain(price)} at {plain(quantity)}.",
                expected=price,
                actual=quantity,
            )
