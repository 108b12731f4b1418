"""Runs the server until it is told to stop, and then until what is under way is done."""

from __future__ import annotations

import os
import socket
import time
from typing import TYPE_CHECKING, Any

import uvicorn

from invoice_ocr.errors import UsageError
from invoice_ocr.server.app import build_app
from invoice_ocr.server.journal import Journal
from invoice_ocr.server.logs import log_to_stderr, note
from invoice_ocr.server.protocol import PatientProtocol
from invoice_ocr.server.state import State

if TYPE_CHECKING:
    from types import FrameType

    from invoice_ocr.pipeline.worker import Work
    from invoice_ocr.server.settings import Settings

KEEP_ALIVE_S = 30
BACKLOG = 512
LAST_ANSWERS_S = 5


def run(settings: Settings, work: Work | None = None) -> None:
    """Serve until a signal ends it; ``work`` replaces what the workers do.

    Raises:
        UsageError: The address cannot be used.
    """
    log_to_stderr()
    listener = _listener(settings)
    state = State.of(settings, work)
    config = uvicorn.Config(
        Journal(build_app(state), state),
        http=_protocol(settings),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
    )
    note("listening", url=_url(listener), keys=len(settings.keys), reader=settings.reader, workers=settings.workers)
    Server(config, state).run(sockets=[listener])
    note("ended")


def _protocol(settings: Settings) -> type[PatientProtocol]:
    """The protocol with the settings' times; a little more for a body, so that its end can be answered."""
    times = {"head_s": settings.head_s, "request_s": settings.body_s + settings.head_s, "read_s": settings.read_s}
    return type("Protocol", (PatientProtocol,), times)


def _listener(settings: Settings) -> socket.socket:
    """A socket at the address, or the reason why there is none."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        return _listening(*found[0])
    except OSError as error:
        raise UsageError(
            f"{settings.host}:{settings.port} cannot be listened on ({error.strerror or error}).",
            remedy="Choose another --port or --host.",
        ) from error


def _listening(family: int, kind: int, protocol: int, _: str, address: Any) -> socket.socket:
    """A socket that names its protocol: from others, asyncio sends small answers with a delay of 40 ms."""
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """A server that, told to stop, first finishes what it has begun.

    While it does, it still answers: health checks say that it is draining, jobs can be collected, new work gets 503. A
    second signal ends it at once.
    """

    def __init__(self, config: uvicorn.Config, state: State) -> None:
        super().__init__(config)
        self.state = state
        self.draining_since = 0.0

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """The first signal begins the end."""
        if self.draining_since:
            self.should_exit = self.force_exit = True
            return
        self.draining_since = time.monotonic()
        self.state.gate.draining = True

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether it is time to end."""
        over = await super().on_tick(counter)
        return over or bool(self.draining_since and self._done())

    def _done(self) -> bool:
        waited = time.monotonic() - self.draining_since
        under_way = self.state.gate.open + self.state.jobs.owed(self.draining_since)
        return not under_way or waited > self.state.settings.grace_s
