"""Decoys among the goods, before anything is added up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from invented.decoys.bait import CENT
from invoice_ocr.model.purchase import Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from invented.sums import Shop


def negative_line(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """One of the goods comes back: its line is negative."""
    del words
    whole = shop.goods
    line = rng.choice(shop.lines)
    quantity = Decimal(1)
    if len(shop.lines) < 3 or line.unit_price is None or line.unit_price * 2 > whole or shop.case in MIXED:
        return False
    back = line.model_copy(update={"quantity": -quantity, "amount": -line.unit_price})
    shop.lines.append(back)
    return True


def deposit(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """A deposit on bottles after the goods, as a line of its own."""
    if "deposit" not in words or shop.case in MIXED or not shop.hand.decimals:
        return False
    price, count = Decimal("0.25"), Decimal(rng.choice([1, 6, 20]))
    rate = shop.lines[0].tax_rate
    name = rng.choice(words["deposit"])
    shop.lines.append(Line(description=name, quantity=count, unit_price=price, tax_rate=rate, amount=price * count))
    return True


def coupon(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """A coupon among the goods of a receipt."""
    if "coupon" not in words or not shop.receipt or shop.case in MIXED or not shop.hand.decimals:
        return False
    off = shop.hand.rounded(shop.goods * Decimal("0.07")) or CENT
    shop.lines.append(Line(description=rng.choice(words["coupon"]), amount=-off))
    return True


def busy_goods(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """Descriptions with amounts, rates and dates in them."""
    del words
    tails = ["2.0 3 m 5%", "12,50 mm", "2 x 10,00", "1.5 l", "24/7", "100% 0.5 kg", "USB 3.1", "-20%", "10 x 2.50"]
    for index, line in enumerate(shop.lines[:12]):
        if rng.random() < 0.6:
            shop.lines[index] = line.model_copy(update={"description": f"{line.description} {rng.choice(tails)}"})
    return True


MIXED = {"two-rates", "jp-reduced", "credit"}
"""Cases whose sums depend on which line has which rate, or on the sign."""


def fine_prices(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """Prices to a tenth of a cent, for odd quantities: three digits after the mark."""
    del words
    if not shop.hand.decimals:
        return False
    for index, line in enumerate(shop.lines):
        price, count = Decimal(rng.randint(1050, 9990)).scaleb(-3), Decimal(rng.randint(2000, 9000)).scaleb(-2)
        new = {"unit_price": price, "quantity": count, "amount": shop.hand.rounded(price * count)}
        shop.lines[index] = line.model_copy(update=new)
    return True


def whole_amounts(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """No cents anywhere, and thousands with their mark: 1.234 is no 1,234."""
    del words
    if not shop.hand.decimals or shop.case not in {"untaxed", "reverse"}:
        return False
    shop.hand = replace(shop.hand, whole=True)
    for index, line in enumerate(shop.lines):
        price, count = Decimal(rng.randint(20, 2500)), Decimal(rng.randint(1, 5))
        new = {"unit_price": price, "quantity": count, "amount": price * count}
        shop.lines[index] = line.model_copy(update=new)
    return True


DECOYS: dict[str, Callable[[Random, Shop, dict[str, list[str]]], bool]] = {
    "fine-prices": fine_prices,  # first: these two change all lines
    "whole-amounts": whole_amounts,
    "negative-line": negative_line,
    "deposit": deposit,
    "coupon": coupon,
    "busy-goods": busy_goods,
}
