"""Dates of something else than the issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invented.decoys.table import add_remark
from invoice_ocr.model.purchase import Invoice

if TYPE_CHECKING:
    from collections.abc import Callable

    from invented.decoys.bait import Bait


def _date(bait: Bait, word: str, shift: int) -> bool:
    """A labelled date before or after that of the issue."""
    pair = (bait.word(word), bait.day(shift))
    bait.page.meta.insert(bait.rng.randint(0, len(bait.page.meta)), pair)
    return True


def order_date(bait: Bait) -> bool:
    """When it was ordered."""
    return _date(bait, "order_date", -bait.rng.randint(1, 40))


def print_date(bait: Bait) -> bool:
    """When this copy was printed."""
    return _date(bait, "print_date", bait.rng.randint(0, 20))


def delivery_date(bait: Bait) -> bool:
    """When it was delivered."""
    return _date(bait, "delivery_date", -bait.rng.randint(0, 12))


def best_before(bait: Bait) -> bool:
    """Until when it keeps: among the goods."""
    return add_remark(bait, f"{bait.word('best_before')} {bait.day(bait.rng.randint(20, 300))}")


def due_first(bait: Bait) -> bool:
    """The due date before that of the issue."""
    if not isinstance(bait.truth, Invoice) or bait.truth.due_date is None:
        return False
    bait.page.meta.insert(0, bait.page.meta.pop())
    return True


def foot_date(bait: Bait) -> bool:
    """A date in the small print."""
    bait.page.foot.append(f"{bait.word('terms_of')} {bait.day(-bait.rng.randint(100, 900))}")
    return True


def bare_date(bait: Bait) -> bool:
    """The day of printing at the top, without a label."""
    if bait.truth.issue_date is None:  # it would be taken for the day of issue, by anybody
        return False
    bait.page.seller.append(bait.day(bait.rng.randint(1, 9)))
    return True


def no_date(bait: Bait) -> bool:
    """The day of issue is not said; other dates are."""
    return _drop_date(bait, blank=False)


def blank_date(bait: Bait) -> bool:
    """Nothing was filled in where the day of issue belongs."""
    return _drop_date(bait, blank=True)


def _drop_date(bait: Bait, *, blank: bool) -> bool:
    """Take away the day of issue, and print two others."""
    if "bare-date" in bait.laid:
        return False
    issued = bait.shop.hand.day(bait.issued)
    others = [(bait.word("order_date"), bait.day(-9)), (bait.word("delivery_date"), bait.day(-2))]
    bait.page.meta[:] = [(label, "" if text == issued else text) for label, text in bait.page.meta]
    bait.page.meta[:] = [pair for pair in bait.page.meta if pair[1] or blank] + others
    bait.learn(issue_date=None)
    return True


DECOYS: dict[str, Callable[[Bait], bool]] = {
    "order-date": order_date,
    "print-date": print_date,
    "delivery-date": delivery_date,
    "best-before": best_before,
    "due-first": due_first,
    "foot-date": foot_date,
    "bare-date": bare_date,
    "no-date": no_date,
    "blank-date": blank_date,
}
