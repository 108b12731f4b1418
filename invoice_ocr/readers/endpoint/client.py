"""The client of a chat endpoint: everything between an `Ask` and a `Completion`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from invoice_ocr.readers.endpoint.accounting import Account, Bill
from invoice_ocr.readers.endpoint.clock import Clock
from invoice_ocr.readers.endpoint.sending import Sender
from invoice_ocr.readers.endpoint.wire import encode_body, fingerprint, prompt_tokens_at_most, reply_tokens_at_most

if TYPE_CHECKING:
    from decimal import Decimal
    from types import TracebackType

    from invoice_ocr.readers.endpoint.ask import Ask, Completion
    from invoice_ocr.readers.endpoint.cache import Cache
    from invoice_ocr.readers.endpoint.profiles import Profile
    from invoice_ocr.readers.endpoint.settings import Settings

_MILLION = 1_000_000


class ChatClient:
    """Asks one endpoint, from any number of threads; all of them share its connections, limits, spend cap and cache.

    It retries what may succeed, keeps to the deadline, finds out how many requests at a time the endpoint bears, leaves
    it alone while it is out of order, and counts what is spent. Nothing is opened before the first request. It may be
    passed to a process that is being started, which then has limits and sums of its own.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self._clock = clock or Clock()
        self._sender = Sender(settings, self._clock)
        self._account = Account(settings.spend_cap, allow_unpriced=settings.allow_unpriced)
        self._lock = threading.Lock()
        self._cache: Cache | None = None

    @property
    def profile(self) -> Profile:
        """What the model's family can do and how it likes to be asked."""
        return self.settings.profile

    @property
    def bill(self) -> Bill:
        """What this client has used and spent so far."""
        return self._account.bill

    def complete(self, ask: Ask, /) -> Completion:
        """Send the request and wait for the answer, or take it from the cache.

        Raises:
            EndpointError: Unreachable, rejected, rate limited, too slow, or over the spend cap.
            ReplyError: The answer is no chat completion.
            UsageError: This endpoint can't take such a request, or there is a spend cap and no price.
        """
        cache = self._opened_cache()
        key = fingerprint(ask, self.settings) if cache else ""
        found = cache.get(key) if cache else None
        if found:
            self._account.count_cached()
            return found
        completion = self._sender.send(encode_body(ask, self.settings), self._cost_at_most(ask), self._account)
        if cache:
            cache.put(key, completion)
        return completion

    def close(self) -> None:
        """Close connections and cache; another request opens them again."""
        self._sender.close()
        with self._lock:
            if self._cache:
                self._cache.close()
            self._cache = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[type[ChatClient], tuple[Settings]]:
        return type(self), (self.settings,)

    def _opened_cache(self) -> Cache | None:
        with self._lock:
            if self._cache is None and self.settings.cache:
                from invoice_ocr.readers.endpoint.cache import Cache  # noqa: PLC0415 - only where one is wanted

                self._cache = Cache(self.settings.cache)
            return self._cache

    def _cost_at_most(self, ask: Ask) -> Decimal | None:
        tariff = self.settings.tariff(self._clock.now().date())
        if tariff is None:
            return None
        prompt, reply = prompt_tokens_at_most(ask, self.settings), reply_tokens_at_most(ask, self.settings)
        return (prompt * tariff.dearest.input + reply * tariff.dearest.output) / _MILLION
