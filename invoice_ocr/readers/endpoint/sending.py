"""Sends a request until there is an answer, or no sense in going on."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from invoice_ocr.errors import EndpointError
from invoice_ocr.readers.endpoint.answers import outcome_of
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.endpoint.breaker import Breaker, Pass
from invoice_ocr.readers.endpoint.gate import Gate
from invoice_ocr.readers.endpoint.refusals import Refusal, host_of
from invoice_ocr.readers.endpoint.retrying import RetryBudget, backoff

if TYPE_CHECKING:
    from decimal import Decimal

    from invoice_ocr.readers.endpoint.accounting import Account
    from invoice_ocr.readers.endpoint.clock import Clock
    from invoice_ocr.readers.endpoint.connection import Connection
    from invoice_ocr.readers.endpoint.deadline import Deadline
    from invoice_ocr.readers.endpoint.settings import Settings

log = logging.getLogger("invoice_ocr")


class Sender:
    """Shared by all requests to an endpoint: its connections, how much it bears, and whether it works at all.

    No socket is opened before the first request.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.gate = Gate(settings.limits.start, settings.limits.in_flight)
        self._breaker = Breaker(clock.monotonic)
        self._budget = RetryBudget(settings.limits.retry_share, settings.limits.retry_spare)
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def send(self, body: bytes, most: Decimal | None, account: Account) -> Completion:
        """The model's reply; ``most`` is what an attempt may cost, reserved in the account.

        Raises:
            EndpointError: No answer, or a refusal, after as many attempts as make sense.
            ReplyError: An answer that is no completion.
            UsageError: There is a spend cap, and no price.
        """
        from invoice_ocr.readers.endpoint.deadline import Deadline  # noqa: PLC0415 - opens the network's modules

        deadline = Deadline(self._settings.limits.total_s, self._clock.monotonic)
        self._budget.deposit()
        attempt = 0
        while True:
            outcome = self._attempt(body, most, account, deadline)
            if isinstance(outcome, Completion):
                return outcome
            pause = self._pause(outcome, attempt, deadline)
            if pause is None:
                break
            attempt += 1
            log.info("%s Asking again in %.1f s (attempt %d).", outcome.error.message, pause, attempt + 1)
            self._clock.sleep(pause)
        raise outcome.error

    def close(self) -> None:
        """Close the connections; another request opens new ones."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    def _attempt(self, body: bytes, most: Decimal | None, account: Account, deadline: Deadline) -> Completion | Refusal:
        before = self._clock.monotonic()
        ticket = self.gate.enter()
        deadline.extend(self._clock.monotonic() - before)  # the wait for its turn is not the request's fault
        overloaded: bool | None = None
        try:
            outcome = self._passed(body, most, account, deadline)
            overloaded = outcome.overloaded or None if isinstance(outcome, Refusal) else False
        finally:
            self.gate.leave(ticket, overloaded=overloaded)
        return outcome

    def _passed(self, body: bytes, most: Decimal | None, account: Account, deadline: Deadline) -> Completion | Refusal:
        """Wait until the endpoint is not left alone any more, then ask."""
        while (passed := self._breaker.request_pass()).pause:
            if passed.pause > deadline.left:
                return self._left_alone(passed)
            self._clock.sleep(passed.pause)
        down: bool | None = None
        try:
            outcome = self._charged(body, most, account, deadline)
            down = isinstance(outcome, Refusal) and outcome.down
        finally:
            self._breaker.record(passed, down=down)
        return outcome

    def _charged(self, body: bytes, most: Decimal | None, account: Account, deadline: Deadline) -> Completion | Refusal:
        """Ask with the money for it set aside."""
        account.reserve(most)
        outcome: Completion | Refusal | None = None
        try:
            outcome = self._asked(body, deadline)
        finally:
            _settle(account, most, outcome)
        return outcome

    def _asked(self, body: bytes, deadline: Deadline) -> Completion | Refusal:
        answer = self._connected().post(body, deadline)
        if isinstance(answer, Refusal):
            return answer
        now = self._clock.now()
        outcome = outcome_of(answer, self._settings, now)
        if isinstance(outcome, Refusal) or outcome.usage is None:
            return outcome
        tariff = self._settings.tariff(now.date())
        return replace(outcome, cost=tariff.at(now).of(outcome.usage) if tariff else None)

    def _connected(self) -> Connection:
        with self._lock:
            if self._connection is None:
                from invoice_ocr.readers.endpoint.connection import Connection  # noqa: PLC0415 - opens sockets

                self._connection = Connection(self._settings)
            return self._connection

    def _pause(self, refusal: Refusal, attempt: int, deadline: Deadline) -> float | None:
        """How long to wait before asking again; None where that makes no sense or is not allowed."""
        limits = self._settings.limits
        if not refusal.retry or attempt + 1 >= limits.attempts:
            return None
        wait = backoff(attempt, limits.backoff_s, self._clock.random)
        if refusal.wait is not None:
            if refusal.wait > limits.retry_after_s:
                return None
            wait = max(wait, refusal.wait)
        return wait if wait < deadline.left and self._budget.take() else None

    def _left_alone(self, passed: Pass) -> Refusal:
        message = f"{host_of(self._settings)} failed too often; it is not asked again for {passed.pause:.0f} seconds."
        error = EndpointError(message, remedy="Try again later.", retry_after=passed.pause)
        return Refusal(error)


def _settle(account: Account, most: Decimal | None, outcome: Completion | Refusal | None) -> None:
    if isinstance(outcome, Completion):
        account.pay(most, outcome)
    elif outcome is None or outcome.charged:
        account.doubt(most)
    else:
        account.release(most)
