"""Numbers of one item that stand in neighbouring rows, each in the middle of its cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from invoice_ocr.fields.items.columns import TOTALS, multiplies
from invoice_ocr.fields.page.layout import Cell, Row
from invoice_ocr.fields.page.scan import Value

FACTORS = {"quantity", "unit_price"}

CENTRED = 2.0
"""Rows closer than so many text heights may be the lines of one cell and the number in the middle of the next."""

Placed = list[tuple[int, Cell | Value[Decimal]]]
"""Numbers and runs of words of a row with the columns they stand in."""


def join_centred(placed: list[tuple[Row, Placed]], meaning: dict[int, str]) -> None:
    """Move numbers that stand a line lower or higher than the others of their item to them.

    Where the product proves it for some of a table's rows, the others are laid out alike.
    """
    pairs = list(_parted(placed, meaning))
    proven = [_product_holds(here, moved, meaning) for here, _, moved in pairs]
    if 3 * sum(proven) < len(pairs) or not any(proven):
        return
    for here, there, moved in pairs:
        if any(cell not in there for cell in moved):
            continue
        there[:] = [cell for cell in there if cell not in moved]
        here.extend(moved)


def _parted(placed: list[tuple[Row, Placed]], meaning: dict[int, str]) -> Iterator[tuple[Placed, Placed, Placed]]:
    """Neighbouring rows that have quantity, price and amount only together, and the cells that move to the other.

    The amount moves to its factors; a factor alone moves to the amount.
    """
    for (upper, first), (lower, second) in pairwise(placed):
        if lower.box.y - upper.box.y > CENTRED * max(upper.height, lower.height):
            continue
        for here, there in ((first, second), (second, first)):
            own, other = _numbers(here, meaning).keys(), _numbers(there, meaning).keys()
            needed = {*FACTORS, *TOTALS}
            if own & other & needed or not own | other >= FACTORS or not (own ^ other) & {*TOTALS}:
                continue
            if own >= FACTORS and not own & {*TOTALS}:
                yield here, there, [(k, v) for k, v in there if meaning[k] in TOTALS and isinstance(v, Value)]
            elif own & {*TOTALS} and not own >= FACTORS and other & FACTORS and not other >= FACTORS:
                yield here, there, [(k, v) for k, v in there if meaning[k] in FACTORS and isinstance(v, Value)]


def _product_holds(here: Placed, moved: Placed, meaning: dict[int, str]) -> bool:
    numbers = {**_numbers(here, meaning), **_numbers(moved, meaning)}
    total = next(numbers[name] for name in TOTALS if name in numbers)
    return multiplies(numbers["quantity"].readings, numbers["unit_price"].readings, total.readings)


def _numbers(cells: Placed, meaning: dict[int, str]) -> dict[str, Value[Decimal]]:
    return {meaning[k]: v for k, v in cells if isinstance(v, Value)}
