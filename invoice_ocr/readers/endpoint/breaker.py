"""Leaves an endpoint alone that is out of order, and tries again with one request at a time."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_WINDOW_S = 30.0
_FEWEST = 10
_SHARE = 0.5
_OPEN_S = 15.0
_POLL_S = 0.5


class Pass(NamedTuple):
    """Whether to ask now: after ``pause`` seconds ask for another pass; at 0, go. A ``probe`` decides for all."""

    pause: float
    probe: bool = False


class Breaker:
    """Opens when half of at least ten requests within thirty seconds failed for reasons that lie with the endpoint.

    After fifteen seconds one request goes through as a probe: if it succeeds, all may go, else it stays open for as
    long again.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._outcomes: deque[tuple[float, bool]] = deque()
        self._opened_at: float | None = None
        self._probing = False

    def request_pass(self) -> Pass:
        """What to do now; `record` must follow where the pause is 0."""
        with self._lock:
            if self._opened_at is None:
                return Pass(0.0)
            left = self._opened_at + _OPEN_S - self._clock()
            if left > 0 or self._probing:
                return Pass(max(left, _POLL_S))
            self._probing = True
            return Pass(0.0, probe=True)

    def record(self, passed: Pass, *, down: bool | None) -> None:
        """How the request went: whether the endpoint was out of order; None where that can't be said."""
        with self._lock:
            if passed.probe:
                self._probing = False
                self._conclude(down=down)
            elif down is not None and self._opened_at is None:
                self._outcomes.append((self._clock(), down))
                self._trip()

    def _conclude(self, *, down: bool | None) -> None:
        if down is False:
            self._opened_at = None
            self._outcomes.clear()
        elif down:
            self._opened_at = self._clock()

    def _trip(self) -> None:
        now = self._clock()
        while self._outcomes[0][0] < now - _WINDOW_S:
            self._outcomes.popleft()
        failed = sum(down for _, down in self._outcomes)
        if len(self._outcomes) >= _FEWEST and failed >= _SHARE * len(self._outcomes):
            self._opened_at = now
