"""A time that holds for the whole of a request, whatever drips in meanwhile.

The time-outs of an HTTP client bound one read or write each: a server that sends a blank line now and then keeps it
waiting for ever. So the sockets themselves are told when to stop, through the hook that httpcore has for them.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

_SLICE = 1 << 16


class Deadline:
    """When a request must be done, in the seconds of ``clock``."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds from now; below 0 when it is over."""
        return self._end - self._clock()

    def extend(self, seconds: float) -> None:
        """Leave out a time that the request was not to blame for."""
        self._end += seconds

    def sooner(self, seconds: float) -> Deadline:
        """Another one, in so many seconds from now or with this one, whichever is earlier."""
        return Deadline(min(self.left, seconds), self._clock)


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens sockets on which every wait ends with the deadline of the thread that waits."""

    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()
        self._thread = threading.local()

    @contextmanager
    def until(self, deadline: Deadline) -> Iterator[None]:
        """All that this thread sends and reads within this block is done by then."""
        self._thread.deadline = deadline
        try:
            yield
        finally:
            del self._thread.deadline

    def hurry(self, seconds: float) -> None:
        """For the rest of the block, be done in so many seconds or earlier."""
        self._thread.deadline = self._thread.deadline.sooner(seconds)

    def wait(self, timeout: float | None, late: type[Exception]) -> float | None:
        """How long this thread may wait now.

        Raises:
            Exception: Of the class ``late``, when there is no time left.
        """
        deadline: Deadline | None = getattr(self._thread, "deadline", None)
        if deadline is None:
            return timeout
        if deadline.left <= 0:
            raise late("the deadline has passed")
        return deadline.left if timeout is None else min(timeout, deadline.left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection; looking up the name is the one wait that can't be cut short."""
        wait = self.wait(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.connect_tcp(host, port, wait, local_address, socket_options), self)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, backend: DeadlineBackend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.wait(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _SLICE):
            wait = self._backend.wait(timeout, httpcore.WriteTimeout)
            self._inner.write(buffer[start : start + _SLICE], wait)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = self._backend.wait(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, wait), self._backend)

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
