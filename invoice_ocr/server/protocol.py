"""HTTP connections that don't wait for ever: for a request's head, for its body, or for a client that does not read."""

from __future__ import annotations

import os
import socket
import struct
from typing import TYPE_CHECKING, Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio


class PatientProtocol(H11Protocol):
    """uvicorn's protocol over h11, which itself bounds only the pause between two requests; times are in seconds."""

    head_s: ClassVar[float]
    request_s: ClassVar[float]
    read_s: ClassVar[float]
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
        """Begin the pause until the next request, which is uvicorn's to bound."""
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE:
            self._stage = None
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more to wait for."""
        super().connection_lost(exc)
        self._stop_waiting()
        self._stop_pushing()

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        super().pause_writing()
        self._stuck = self.loop.call_later(self.read_s, self._reset)

    def resume_writing(self) -> None:
        """He does again."""
        super().resume_writing()
        self._stop_pushing()

    def _watch(self) -> None:
        """Give the stage that the request is in its time; more bytes of the same stage don't prolong it."""
        stage = self.conn.their_state
        if stage is self._stage:
            return
        self._stage = stage
        self._stop_waiting()
        seconds = {h11.IDLE: self.head_s, h11.SEND_BODY: self.request_s}.get(stage)
        if seconds is not None:
            self._waiting = self.loop.call_later(seconds, self.transport.abort)

    def _reset(self) -> None:
        """Close the connection and forget what is unsent, which the system would go on offering to the client."""
        pair = "hh" if os.name == "nt" else "ii"
        connection: socket.socket = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(pair, 1, 0))
        self.transport.abort()

    def _stop_waiting(self) -> None:
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _stop_pushing(self) -> None:
        if self._stuck:
            self._stuck.cancel()
            self._stuck = None
