"""What a client has used and spent, and the cap that holds before anything is sent."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from invoice_ocr.errors import SpendCapReached, UsageError

if TYPE_CHECKING:
    from invoice_ocr.readers.endpoint.ask import Completion

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bill:
    """Sums in tokens and US dollars.

    Attributes:
        replies: Answers that were paid for.
        cached: Answers that came from the cache, for nothing.
        prompt_tokens: Of the paid answers.
        completion_tokens: Likewise.
        cost: What the paid answers cost; None as soon as the cost of one is unknown.
        uncertain: The most that requests without a whole answer may have cost on top (time-outs, cut connections).
    """

    replies: int = 0
    cached: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal | None = _NOTHING
    uncertain: Decimal = _NOTHING


class Account:
    """Adds up what is spent, and refuses what might go beyond its cap; safe to be used from several threads.

    After `reserve` one of `pay`, `doubt` and `release` follows, with the same amount.
    """

    def __init__(self, cap: Decimal | None = None, *, allow_unpriced: bool = False) -> None:
        self._cap = cap
        self._allow_unpriced = allow_unpriced
        self._changed = threading.Condition()
        self._bill = Bill()
        self._spent = _NOTHING
        self._reserved = _NOTHING

    @property
    def bill(self) -> Bill:
        """The sums so far."""
        return self._bill

    def reserve(self, most: Decimal | None) -> None:
        """Set aside what a request may cost at most (None: unknown); wait where that depends on requests under way.

        Raises:
            SpendCapReached: It may be more than is left.
            UsageError: There is a cap, and the price is unknown.
        """
        if most is None and self._cap is not None and not self._allow_unpriced:
            raise UsageError(
                "There is a spend cap, but the price of this model is unknown.",
                remedy="Set its [price] in the config file, or allow it with INVOICE_OCR_ALLOW_UNPRICED=true.",
            )
        amount = most or _NOTHING
        with self._changed:
            while self._cap is not None and self._spent + self._reserved + amount > self._cap:
                if not self._reserved:
                    raise self._reached(amount, self._cap)
                self._changed.wait()
            self._reserved += amount

    def pay(self, most: Decimal | None, completion: Completion) -> None:
        """A reply has come; where its cost is unknown, what was reserved counts as spent."""
        usage = completion.usage
        with self._changed:
            self._take(most, spent=completion.cost)
            bill = self._bill
            self._bill = replace(
                bill,
                replies=bill.replies + 1,
                prompt_tokens=bill.prompt_tokens + (usage.prompt_tokens if usage else 0),
                completion_tokens=bill.completion_tokens + (usage.completion_tokens if usage else 0),
                cost=None if bill.cost is None or completion.cost is None else bill.cost + completion.cost,
            )

    def doubt(self, most: Decimal | None) -> None:
        """The request may have been charged, though no reply came: what was reserved counts as spent."""
        with self._changed:
            self._take(most, spent=None)
            self._bill = replace(self._bill, uncertain=self._bill.uncertain + (most or _NOTHING))

    def release(self, most: Decimal | None) -> None:
        """The request costs nothing."""
        with self._changed:
            self._take(most, spent=_NOTHING)

    def count_cached(self) -> None:
        """An answer came from the cache."""
        with self._changed:
            self._bill = replace(self._bill, cached=self._bill.cached + 1)

    def _take(self, most: Decimal | None, *, spent: Decimal | None) -> None:
        amount = most or _NOTHING
        self._reserved -= amount
        self._spent += amount if spent is None else spent
        self._changed.notify_all()

    def _reached(self, amount: Decimal, cap: Decimal) -> SpendCapReached:
        left = max(cap - self._spent, _NOTHING)
        return SpendCapReached(
            f"The request may cost up to {_dollars(amount)}, "
            f"and of the spend cap of {_dollars(cap)} only {_dollars(left)} is left.",
            remedy="Raise INVOICE_OCR_SPEND_CAP, or lower INVOICE_OCR_OVERRIDES_MAX_TOKENS.",
            stops_batch=True,
        )


def _dollars(amount: Decimal) -> str:
    return f"${amount.normalize():f}"
