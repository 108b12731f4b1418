"""HTTP connections that don't wait for ever: for a request's head, for its body, or for a client that does not read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class PatientProtocol(H11Protocol):
    """uvicorn's protocol over h11, which bounds only the pause between two requests."""

    head_s: ClassVar[float] = 15.0
    request_s: ClassVar[float] = 75.0
    read_s: ClassVar[float] = 30.0
    most_connections: ClassVar[int] = 1000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: asyncio.TimerHandle | None = None
        self._stage: object = None
        self._stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the head of a request, and not for long."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            transport.abort()
            return
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """The pause until the next request is uvicorn's to bound."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more to wait for."""
        super().connection_lost(exc)
        for timer in (self._waiting, self._stuck):
            if timer:
                timer.cancel()

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        super().pause_writing()
        self._stuck = self._in(self.read_s, self.transport.abort)

    def resume_writing(self) -> None:
        """He does again."""
        super().resume_writing()
        if self._stuck:
            self._stuck.cancel()
            self._stuck = None

    def _watch(self) -> None:
        """Give the stage that the request is in its time; more bytes of the same stage don't prolong it."""
        stage = self.conn.their_state
        if stage is self._stage:
            return
        self._stage = stage
        if self._waiting:
            self._waiting.cancel()
        seconds = {h11.IDLE: self.head_s, h11.SEND_BODY: self.request_s}.get(stage)
        self._waiting = self._in(seconds, self.transport.abort) if seconds else None

    def _in(self, seconds: float, act: Callable[[], None]) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, act)
