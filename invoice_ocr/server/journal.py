"""Around every request: an id, a line in the log and the counters; on loopback, a look at where it comes from."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

from invoice_ocr.server.logs import note
from invoice_ocr.server.problems import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from invoice_ocr.server.state import State

LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
GONE: Final = 499
"""What is logged of a request whose client did not wait for the answer."""


class Journal:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self.app = app
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through and take note of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        identifier, start, status = uuid.uuid4().hex, time.monotonic(), GONE

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", identifier.encode())]
            await send(message)

        scope.setdefault("state", {})["note"] = {}
        try:
            await self._guarded(scope, receive, watched)
        finally:
            self._write(scope, identifier, status, time.monotonic() - start)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.state.settings.keys or _from_here(scope):
            await self.app(scope, receive, send)
            return
        problem = Problem(403, "Without keys, the server answers only to programs and pages of this machine.")
        await JSONResponse(problem.body(), 403)(scope, receive, send)

    def _write(self, scope: Scope, identifier: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if scope["method"] in {"GET", "HEAD", "POST", "DELETE"} else "other"
        metrics = self.state.metrics
        metrics.requests.labels(route, method, str(status)).inc()
        metrics.seconds.labels(route).observe(seconds)
        details: dict[str, Any] = {"id": identifier, "method": method, "route": route, "status": status}
        note("request", **details, seconds=round(seconds, 4), **scope["state"]["note"])


def _from_here(scope: Scope) -> bool:
    """Whether the request was made to this machine by its name, and not by a page of another site.

    A page in a browser of this machine can send requests to the server; it gives itself away by its origin, or by the
    name under which it found the server.
    """
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"localhost").decode("latin-1").lower()
    origin = headers.get(b"origin", b"").decode("latin-1").lower()
    return _name(host) in LOCAL_NAMES and (not origin or _name(origin.partition("://")[2]) in LOCAL_NAMES)


def _name(host: str) -> str:
    """The host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
