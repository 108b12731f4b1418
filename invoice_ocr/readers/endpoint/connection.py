"""Sends one request and takes one answer, or says why there is none.

httpcore is what httpx sends with. It is used directly, since only here can a socket be given a deadline
(`docs/decisions/0010-the-client-of-chat-endpoints.md`).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import httpcore

from invoice_ocr.errors import ReplyError
from invoice_ocr.readers.endpoint.completion import EVENT_STREAM
from invoice_ocr.readers.endpoint.deadline import Deadline, DeadlineBackend
from invoice_ocr.readers.endpoint.events import stream_done
from invoice_ocr.readers.endpoint.outages import NETWORK, late_refusal, network_refusal
from invoice_ocr.readers.endpoint.refusals import Refusal
from invoice_ocr.readers.endpoint.route import proxy, ssl_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.readers.endpoint.settings import Settings

_IDLE_S = 60.0
_AFTER_DONE_S = 0.5
_ERROR_BYTES = 1 << 18
_ANY_ZLIB = 47  # gzip and zlib alike, by their header


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (names in lower case) and the body, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """Without its parameters; "" where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_error(self) -> bool:
        """Whether the status is none of success."""
        return not 200 <= self.status < 300


class _TooLarge(Exception):
    """More bytes than the limit."""


class Connection:
    """A pool of connections to one endpoint; safe to be used from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._backend = DeadlineBackend()
        in_flight = settings.limits.in_flight
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context() if settings.base_url.startswith("https:") else None,
            proxy=proxy(settings.base_url),
            max_connections=in_flight,
            max_keepalive_connections=in_flight,
            keepalive_expiry=_IDLE_S,
            network_backend=self._backend,
        )

    def post(self, body: bytes, deadline: Deadline) -> Answer | Refusal:
        """The endpoint's answer to this body; no redirect is followed.

        Failures come back as values, so that no traceback leads through what holds the key.
        """
        try:
            return self._exchange(body, deadline)
        except _TooLarge:
            return self._too_large()
        except zlib.error:
            error = ReplyError("The reply is packed, and damaged.", reason="cut")
            return Refusal(error, retry=True, charged=True)
        except NETWORK as error:
            if deadline.left <= 0:
                return late_refusal(self._settings)
            return network_refusal(error, self._settings)

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()

    def _exchange(self, body: bytes, deadline: Deadline) -> Answer:
        limits = self._settings.limits
        waits = {"connect": limits.connect_s, "pool": limits.pool_s, "read": limits.read_s, "write": limits.read_s}
        with (
            self._backend.until(deadline),
            self._pool.stream(
                "POST", self._settings.url, headers=self._headers(), content=body, extensions={"timeout": waits}
            ) as response,
        ):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            answer = Answer(response.status, headers, b"")
            raw = self._read(response, answer)
        return replace(answer, body=self._unpacked(raw, headers.get("content-encoding", "identity")))

    def _headers(self) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"Content-Type", b"application/json"),
            (b"Accept", b"application/json, text/event-stream"),
            (b"Accept-Encoding", b"identity"),
            (b"User-Agent", b"invoice-ocr"),
        ]
        if self._settings.api_key:
            headers.append((b"Authorization", b"Bearer " + self._settings.api_key.reveal().encode()))
        return headers

    def _read(self, response: httpcore.Response, answer: Answer) -> bytes:
        body = bytearray()
        done = False
        stream = answer.content_type == EVENT_STREAM
        try:
            for chunk in response.iter_stream():
                body += chunk
                if answer.is_error and len(body) > _ERROR_BYTES:
                    break  # enough to see what it says
                if len(body) > self._settings.limits.reply_bytes:
                    raise _TooLarge
                if stream and not done and stream_done(body):
                    done = True
                    self._backend.hurry(_AFTER_DONE_S)  # all is said; the end of the body frees the connection
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
            if not done:
                raise
        return bytes(body)

    def _unpacked(self, raw: bytes, encoding: str) -> bytes:
        if encoding.lower() not in {"gzip", "deflate", "x-gzip"}:
            return raw
        unpacker = zlib.decompressobj(_ANY_ZLIB)
        body = unpacker.decompress(raw, self._settings.limits.reply_bytes + 1)
        if len(body) > self._settings.limits.reply_bytes:
            raise _TooLarge
        return body

    def _too_large(self) -> Refusal:
        mib = self._settings.limits.reply_bytes / (1 << 20)
        message = f"The reply is larger than {mib:g} MiB, which no page needs."
        remedy = "Check the endpoint, or raise INVOICE_OCR_LIMITS_REPLY_BYTES."
        return Refusal(ReplyError(message, remedy=remedy, reason="too large"), charged=True)
