"""How many requests may be under way at a time: as many as the endpoint bears, found out by trying.

Additive increase, multiplicative decrease, as TCP does it (RFC 5681): from a few it doubles with every round until the
endpoint first complains, then grows by one a round, and is halved when the endpoint is overloaded.
"""

from __future__ import annotations

import threading
from collections import deque


class Gate:
    """Lets ``start`` requests through at a time, later between 1 and ``most``; first come, first served."""

    def __init__(self, start: int, most: int) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._limit = float(min(start, most))
        self._most = most
        self._under_way = 0
        self._cuts = 0

    @property
    def limit(self) -> int:
        """How many may be under way now."""
        return int(self._limit)

    def enter(self) -> int:
        """Wait for a place; what comes back is for `leave`."""
        with self._lock:
            turn = threading.Event()
            self._waiting.append(turn)
            self._let_in()
        arrived = False
        try:
            turn.wait()
            arrived = True
        finally:
            if not arrived:  # interrupted
                self._give_up(turn)
        return self._cuts

    def leave(self, ticket: int, *, overloaded: bool | None) -> None:
        """Give the place back: False lets more in from now on, True fewer, None says nothing about that.

        Of the requests that were under way together, only the first to complain makes it fewer.
        """
        with self._lock:
            if overloaded and ticket == self._cuts:
                self._cuts += 1
                self._limit = max(1.0, self._limit / 2)
            elif overloaded is False and (self._waiting or self._under_way >= self.limit):
                step = 1 / self._limit if self._cuts else 1.0
                self._limit = min(float(self._most), self._limit + step)
            self._under_way -= 1
            self._let_in()

    def _let_in(self) -> None:
        while self._waiting and self._under_way < self.limit:
            self._under_way += 1
            self._waiting.popleft().set()

    def _give_up(self, turn: threading.Event) -> None:
        with self._lock:
            if turn.is_set():
                self._under_way -= 1
                self._let_in()
            else:
                self._waiting.remove(turn)
