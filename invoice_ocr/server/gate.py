"""Who is let in: so many requests at a time, so many bytes of them, and none while the server is about to end."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from invoice_ocr.server.problems import busy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.server.keys import Caller
    from invoice_ocr.server.settings import Settings

LONGEST_WAIT = 60
BODIES = 8
"""So many of the largest bodies may be held in memory at a time."""

PATIENCE_S = 5
"""What a caller is told to wait while the server ends; another may be up by then."""


class Gate:
    """Counts the requests that need a worker, from before they are read to their answer."""

    def __init__(self, settings: Settings) -> None:
        self.places = settings.workers + settings.queue
        self.open = 0
        self.draining = False
        self._workers = settings.workers
        self._room = BODIES * settings.max_body
        self._seconds = 1.0

    @contextmanager
    def place(self, caller: Caller) -> Iterator[None]:
        """A place among the requests under way.

        Raises:
            Problem: There is none, for anybody or for this caller.
        """
        self.check()
        caller.take_turn()
        self.open += 1
        caller.under_way += 1
        start = time.monotonic()
        try:
            yield
        finally:
            self.open -= 1
            caller.under_way -= 1
            self._seconds += 0.1 * (time.monotonic() - start - self._seconds)

    def check(self) -> None:
        """Refuse what cannot be let in.

        Raises:
            Problem: The server is full, or about to end.
        """
        if self.draining:
            raise busy("The server is about to end and takes no new work.", PATIENCE_S, status=503)
        if self.open >= self.places:
            raise busy(f"All {self._workers} workers are busy and the queue is full.", self._wait())

    def hold(self, size: int) -> None:
        """Count bytes of a body that are held in memory.

        Raises:
            Problem: There are too many already.
        """
        if size > self._room:
            raise busy("The server holds as many uploads as it can.", self._wait())
        self._room -= size

    def let_go(self, size: int) -> None:
        """The bytes are not held any more."""
        self._room += size

    def _wait(self) -> int:
        """In how many seconds a place should be free, from how long the last requests took."""
        return max(1, min(LONGEST_WAIT, math.ceil(self._seconds / max(self.open, 1))))
