"""Mistakes in the document itself: most leave it contradicting itself, so that nobody may accept it unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invented.decoys.goods import MIXED
from invented.decoys.table import item_rows
from invented.sums import Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from invented.decoys.bait import Bait


def _spoil(bait: Bait, index: int, value: Decimal) -> bool:
    """Print another amount in this row of the sums."""
    row = bait.page.sums[index]
    marked = bait.shop.hand.number(bait.total) in row.text and bait.shop.hand.number(bait.total) != row.text
    bait.page.sums[index] = Row(row.label, bait.shop.hand.money(value * bait.shop.sign, marked=marked), row.strong)
    bait.doubtful = True
    return True


def wrong_digit(bait: Bait) -> bool:
    """One digit of the total is another: it is no longer what the sums above make."""
    if not _proved(bait):
        return False
    place = 10 ** bait.rng.randint(0, max(len(str(int(bait.total))) - 1, 0))
    value = bait.total + place * bait.rng.choice([1, 2, 3])
    _spoil(bait, bait.strong, value)
    bait.forget("total")
    return True


def wrong_everywhere(bait: Bait) -> bool:
    """The same wrong total in each place where it stands."""
    if not _proved(bait):
        return False
    wrong = bait.total + bait.rng.choice([1, 9, 10, 90, 100])
    _spoil(bait, bait.strong, wrong)
    if "slip" in bait.words:
        bait.page.below.append((bait.word("slip"), bait.money(wrong)))
    bait.forget("total", "amount_due")
    return True


def _proved(bait: Bait) -> bool:
    """Whether the sums are simple enough that the total alone can be spoilt."""
    return bait.shop.case in {"plain", "charge", "two-rates", "sales-tax"} and not bait.shop.receipt and bait.total > 0


def wrong_line(bait: Bait) -> bool:
    """One line's amount is not what the sums count it as."""
    if bait.shop.receipt or len(bait.page.rows) < 2 or bait.shop.case in MIXED:
        return False
    line, row = bait.rng.choice(list(zip(bait.shop.lines, item_rows(bait), strict=True)))
    if line.amount is None:
        return False
    value = line.amount + bait.rng.choice([1, 5, 10, 27])
    row["amount"] = bait.money(value * bait.shop.sign)
    bait.forget("lines")
    bait.doubtful = True
    return True


def markless_total(bait: Bait) -> bool:
    """The total without its decimal mark."""
    row = bait.page.sums[bait.strong]
    if not bait.shop.hand.decimals or not _proved(bait):
        return False
    digits = bait.shop.hand.number(bait.total)
    bare = digits[:-3] + bait.rng.choice(["", " "]) + digits[-2:]
    bait.page.sums[bait.strong] = Row(row.label, row.text.replace(digits, bare), row.strong)
    return True


def overlap(bait: Bait) -> bool:
    """The sums of another document, printed across these."""
    if bait.layout in {"roll", "headed"}:
        return False
    bait.page.ghost = [Row(row.label, bait.money(bait.some()), row.strong) for row in bait.page.sums]
    bait.forget("total", "subtotal", "tax_total", "amount_due")
    bait.doubtful = True
    return True


def tax_forgotten(bait: Bait) -> bool:
    """The total is the net sum, although a tax is charged."""
    net = bait.truth.subtotal
    if not _proved(bait) or net is None or net == bait.truth.total:
        return False
    _spoil(bait, bait.strong, abs(net))
    bait.forget("total", "amount_due")
    return True


def tax_of_another_rate(bait: Bait) -> bool:
    """The tax is not what its printed rate makes of the net sum, though the sums add up."""
    shop = bait.shop
    if bait.laid or shop.case != "plain" or shop.receipt or not shop.marks_rate or not shop.goods:
        return False
    tax = shop.tax(shop.goods, shop.rates[0]) + shop.tax(shop.goods, "3")
    shop.rows.clear()
    shop.add("net", shop.goods, sure="subtotal")
    shop.add("tax", tax, shop.tax_label(shop.rates[0]), sure="tax_total")
    shop.add("total", shop.goods + tax, sure="total")
    bait.learn(subtotal=shop.sums["subtotal"])
    bait.forget("tax_total", "total")
    bait.doubtful = True
    return True


def slip_differs(bait: Bait) -> bool:
    """The payment slip asks for another amount than the total."""
    if bait.shop.receipt or bait.shop.case not in {"plain", "untaxed", "charge"}:
        return False
    wrong = bait.total + bait.rng.choice([9, 10, 90, 100])
    bait.page.below += [(bait.word("slip"), bait.money(wrong))]
    bait.doubtful = True
    return True


def no_total(bait: Bait) -> bool:
    """The total is not printed; everything else is."""
    if bait.shop.case not in {"plain", "charge", "two-rates", "untaxed"}:
        return False
    if len(bait.page.sums) < 2:
        return False
    del bait.page.sums[bait.strong]
    bait.learn(total=None)
    return True


DECOYS: dict[str, Callable[[Bait], bool]] = {
    "wrong-digit": wrong_digit,
    "wrong-everywhere": wrong_everywhere,
    "wrong-line": wrong_line,
    "markless-total": markless_total,
    "overlap": overlap,
    "tax-forgotten": tax_forgotten,
    "tax-of-another-rate": tax_of_another_rate,
    "slip-differs": slip_differs,
    "no-total": no_total,
}
