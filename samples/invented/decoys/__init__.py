"""What stands on a page to mislead: sums that are no totals, dates and numbers of something else, and plain mistakes.

A share of the documents gets some, by their seed. The truth stays what a careful bookkeeper would book: a decoy that
leaves the page contradicting itself marks the document as one that nobody may accept unseen.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from invented.decoys import dates, faults, goods, numbers, sums, table
from invented.decoys.bait import Bait, words_for_decoys

if TYPE_CHECKING:
    from invented.sums import Shop

__all__ = ["Bait", "early", "late"]

SHARE = 0.65
"""Of the documents, those that get decoys."""

LATE = {**sums.DECOYS, **dates.DECOYS, **numbers.DECOYS, **table.DECOYS, **faults.DECOYS}
"""In the order of their modules; those of `goods` come earlier."""


def early(seed: int, shop: Shop) -> list[str]:
    """Decoys among the goods, before anything is added up; gives their names."""
    rng = Random(seed * 104729 + 1)
    chosen = [name for name in goods.DECOYS if rng.random() < SHARE / 12]
    return [name for name in chosen if goods.DECOYS[name](rng, shop, words_for_decoys().get(shop.hand.language, {}))]


def late(seed: int, bait: Bait, wanted: tuple[str, ...] = ()) -> list[str]:
    """Decoys on the finished page; gives the names of those that suited it."""
    rng = bait.rng = Random(seed * 104729 + 2)
    bait.words = words_for_decoys().get(bait.shop.hand.language, {})
    names = list(wanted)
    if not wanted and rng.random() < SHARE:
        names = rng.sample([*LATE], 9)
    most = len(wanted) or rng.choice([1, 1, 2, 3])
    for name in names:
        if len(bait.laid) < most and _lay(name, bait):
            bait.laid.append(name)
    return bait.laid


def _lay(name: str, bait: Bait) -> bool:
    try:
        return LATE[name](bait)
    except KeyError:  # a word that the language lacks
        return False
