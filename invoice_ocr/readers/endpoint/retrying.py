"""When to ask again: what the endpoint says, chance, and a budget that keeps retries from making things worse."""

from __future__ import annotations

import math
import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FIRST_S = 0.5
_SAVED = 10


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that the endpoint asks to wait: ``retry-after-ms``, or ``retry-after`` in seconds or as a date.

    A date is compared with the endpoint's own ``date``, so that a wrong clock here does no harm.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        seconds = _number(headers.get(name, ""))
        if seconds is not None:
            return max(0.0, seconds * unit)
    until = _date(headers.get("retry-after", ""))
    if until is None:
        return None
    return max(0.0, (until - (_date(headers.get("date", "")) or now)).total_seconds())


def should_retry(headers: Mapping[str, str]) -> bool | None:
    """What ``x-should-retry`` says, which some providers send to overrule the status."""
    return {"true": True, "false": False}.get(headers.get("x-should-retry", "").strip().lower())


def backoff(attempt: int, longest: float, random: Callable[[], float]) -> float:
    """A pause by chance between nothing and a bound that doubles with each attempt (full jitter)."""
    return random() * min(longest, _FIRST_S * 2.0**attempt)


class RetryBudget:
    """Grows by a share of a retry with each request, and is spent by retries.

    An endpoint that fails all the time is then asked little more often than if there were no retries.
    """

    def __init__(self, share: float, spare: int) -> None:
        self._lock = threading.Lock()
        self._share = share
        self._left = float(spare)
        self._most = float(max(spare * _SAVED, _SAVED))

    def deposit(self) -> None:
        """A request is made."""
        with self._lock:
            self._left = min(self._most, self._left + self._share)

    def take(self) -> bool:
        """Whether there is a retry to spend; then it is spent."""
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
