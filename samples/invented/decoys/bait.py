"""A document while decoys are laid out in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from invented.content import Page
    from invented.sums import Shop
    from invoice_ocr.model.purchase import Purchase


CENT = Decimal("0.01")


@lru_cache(maxsize=1)
def words_for_decoys() -> dict[str, dict[str, list[str]]]:
    """By language; most decoys need words and stay away where there are none."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@dataclass
class Bait:
    """A document while decoys are laid out in it; ``doubtful`` once its page contradicts itself."""

    rng: Random
    shop: Shop
    page: Page
    truth: Purchase
    layout: str
    issued: date
    words: dict[str, list[str]] = field(default_factory=dict)
    doubtful: bool = False
    laid: list[str] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """What the sums come to, whatever the page says."""
        return abs(self.shop.sums.get("total", Decimal(0)))

    def word(self, name: str) -> str:
        """A word of the decoys; raises where the language has none, which leaves the decoy out."""
        return self.rng.choice(self.words[name])

    def money(self, value: Decimal) -> str:
        """As this document prints amounts."""
        return self.shop.hand.money(self.shop.hand.rounded(value))

    def some(self, least: str = "0.2", most: str = "1.6") -> Decimal:
        """An amount of the total's size that is not the total."""
        share = self.rng.uniform(float(least), float(most))
        value = self.shop.hand.rounded(self.total * Decimal(f"{share:.4f}"))
        return value if value != self.total else value + 1

    def day(self, shift: int) -> str:
        """So many days after the issue."""
        return self.shop.hand.day(self.issued + timedelta(days=shift))

    def learn(self, **truth: Any) -> None:
        """Change the truth."""
        self.truth = self.truth.model_copy(update=truth)

    def forget(self, *names: str) -> None:
        """Leave fields without a label, because the page leaves it open what they are."""
        kept = {name: getattr(self.truth, name) for name in self.truth.model_fields_set if name not in names}
        self.truth = type(self.truth).model_construct(_fields_set=set(kept), **kept)

    @property
    def strong(self) -> int:
        """Where the total stands among the sums."""
        return next((index for index, row in enumerate(self.page.sums) if row.strong), 0)
