"""What makes the table of items harder to read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from invented.decoys.bait import CENT
from invented.writing import STYLES, shaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from invented.decoys.bait import Bait


def add_remark(bait: Bait, text: str) -> bool:
    """A row of text between two items."""
    if bait.layout in {"long", "roll"}:
        return False
    bait.page.rows.insert(bait.rng.randint(1, len(bait.page.rows)), {"desc": text})
    return True


def remark(bait: Bait) -> bool:
    """A remark with a date and a number across the table."""
    return add_remark(bait, f"{bait.word('remark')} {bait.day(-9)}, {shaped(bait.rng, '#####')}")


def instead(bait: Bait) -> bool:
    """What it would have cost otherwise."""
    return add_remark(bait, f"{bait.word('instead')} {bait.money(bait.some('0.1', '0.5'))} (-10%)")


def item_rows(bait: Bait) -> list[dict[str, str]]:
    """The rows of the table that are no remarks."""
    return [row for row in bait.page.rows if "amount" in row]


def gross_column(bait: Bait) -> bool:
    """A column with tax right of the one without."""
    shop = bait.shop
    if shop.case not in {"plain", "charge", "prepaid"} or bait.layout in {"own-row", "roll"}:
        return False
    bait.page.heads["gross"] = bait.word("gross")
    for row, line in zip(item_rows(bait), shop.lines, strict=True):
        amount = (line.amount or Decimal(0)) * (100 + Decimal(shop.rates[0])) / 100
        row["gross"] = bait.money(amount * shop.sign)
    return True


def fractional_counts(bait: Bait) -> bool:
    """Quantities with two decimals, which look like prices."""
    if not bait.shop.hand.decimals:
        return False
    for row, line in zip(item_rows(bait), bait.shop.lines, strict=True):
        if line.quantity is not None and "qty" in row:
            row["qty"] = bait.shop.hand.number(line.quantity.quantize(CENT))
    return True


def mixed_marks(bait: Bait) -> bool:
    """Some lines in another country's way of writing."""
    other = {"german": "english", "english": "german"}.get(bait.shop.hand.style)
    if not bait.shop.hand.decimals or other is None or "wrong-line" in bait.laid:
        return False
    for row, line in zip(item_rows(bait), bait.shop.lines, strict=True):
        if bait.rng.random() < 0.5 and "amount" in row and line.amount is not None:
            row["amount"] = str(STYLES[other](line.amount * bait.shop.sign))
    return True


DECOYS: dict[str, Callable[[Bait], bool]] = {
    "remark": remark,
    "instead": instead,
    "gross-column": gross_column,
    "fractional-counts": fractional_counts,
    "mixed-marks": mixed_marks,
}
