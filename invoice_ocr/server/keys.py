"""Who is calling: a key in the request, compared without letting time tell how much of it is right."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.server.problems import Problem, busy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.server.settings import Settings

MINUTE = 60.0
CHALLENGE = {"WWW-Authenticate": "Bearer"}


@dataclass(slots=True)
class Caller:
    """The holder of a key, by its place in the list; what he has under way and may still ask for."""

    name: str
    parallel: int | None = None
    rate: int | None = None
    under_way: int = 0
    _allowance: float = 0.0
    _counted: float = 0.0

    def __post_init__(self) -> None:
        """Start with a minute's worth of requests."""
        self._allowance = float(self.rate or 0)
        self._counted = time.monotonic()

    def take_turn(self) -> None:
        """Count a request.

        Raises:
            Problem: This caller has used up what one key may have.
        """
        if self.parallel is not None and self.under_way >= self.parallel:
            raise busy(f"This key has {self.under_way} requests under way, which is its limit.", 1)
        if self.rate is None:
            return
        now = time.monotonic()
        per_second = self.rate / MINUTE
        self._allowance = min(self.rate, self._allowance + (now - self._counted) * per_second)
        self._counted = now
        if self._allowance < 1:
            seconds = int((1 - self._allowance) / per_second) + 1
            raise busy(f"This key has made its {self.rate} requests of this minute.", seconds)
        self._allowance -= 1


class Keyring:
    """The keys of the server; only their hashes are held."""

    def __init__(self, settings: Settings) -> None:
        names = [f"key-{number}" for number in range(1, len(settings.keys) + 1)]
        self._hashes: Sequence[bytes] = [_hashed(key) for key in settings.keys]
        self._callers = [Caller(name, settings.key_parallel, settings.key_rate) for name in names]
        self._anybody = Caller("anybody")

    def caller(self, authorization: str | None) -> Caller:
        """The caller whose key stands in the header; anybody where the server has no keys.

        Raises:
            Problem: There is no key, or it is none of ours.
        """
        if not self._hashes:
            return self._anybody
        scheme, _, key = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            message = "Authentication Fails (auth header format should be Bearer sk-...)"
            raise Problem(401, message, headers=CHALLENGE)
        given = _hashed(key.strip())
        matches = [hmac.compare_digest(given, known) for known in self._hashes]  # all of them, whichever is right
        if not any(matches):
            raise Problem(401, "Authentication Fails, Your api key is invalid", headers=CHALLENGE)
        return self._callers[matches.index(True)]


def _hashed(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
