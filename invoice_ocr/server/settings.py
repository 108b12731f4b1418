"""How the server is set up. Everything has a safe value; what would not be safe is refused."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from invoice_ocr.documents.limits import Limits
from invoice_ocr.errors import UsageError
from invoice_ocr.pipeline.worker import cores
from invoice_ocr.readers import make_reader

LOCAL_READERS = ("auto", "ocr", "textlayer")
"""Readers that need no network, which any caller may name."""

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """Addresses, keys and limits.

    Args:
        host: Where to listen. Anything but the machine itself needs keys.
        port: 0 takes a free one.
        keys: Callers' keys. Where there are any, everything under /v1 and /metrics needs one.
        reader: Who reads when a request does not say.
        more_readers: Further readers that a request may name.
        workers: How many documents are read at a time; one a processor by default.
        queue: How many requests may wait for a worker.
        limit_s: What one document may take, in seconds.
        memory: What one document may take, in bytes beyond what an idle worker holds (Linux only).
        max_body: The largest body of a request, in bytes.
        max_pages: The most pages of a document.
        hosts: From where the server may fetch pictures: ``images.example.com``, ``images.example.com:8443``.
        fetch_s: What a fetch may take, in seconds.
        key_parallel: How many requests of one key may be under way; as many as there is room for by default.
        key_rate: How many requests a minute one key may make; any number by default.
        head_s: How long a client may take to send the head of a request, in seconds.
        body_s: How long he may take to send its body.
        read_s: How long he may leave an answer lying.
        grace_s: How long the end of the server waits for what is under way.

    Raises:
        UsageError: A setting makes no sense, or would not be safe.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    keys: tuple[str, ...] = field(default=(), repr=False)
    reader: str = "auto"
    more_readers: tuple[str, ...] = ()
    workers: int = field(default_factory=cores)
    queue: int = 64
    limit_s: float = 120.0
    memory: int = 1024 * MEGABYTE
    max_body: int = 48 * MEGABYTE
    max_pages: int = 100
    hosts: tuple[str, ...] = ()
    fetch_s: float = 30.0
    key_parallel: int | None = None
    key_rate: int | None = None
    head_s: float = 15.0
    body_s: float = 60.0
    read_s: float = 30.0
    grace_s: float = 30.0

    def __post_init__(self) -> None:
        """Refuse what is not safe."""
        if not self.on_loopback and not self.keys:
            raise UsageError(
                f"Listening on {self.host} lets others in, and there is no key.",
                remedy="Put keys into INVOICE_OCR_SERVER_KEYS (comma-separated), or listen on 127.0.0.1.",
            )
        if any(not key.isascii() or not key.isprintable() or " " in key or not key for key in self.keys):
            raise UsageError("A key has characters that no header can carry.", remedy="Use letters, digits and -_.")
        for name in (self.reader, *self.more_readers):
            make_reader(name)

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def readers(self) -> tuple[str, ...]:
        """The readers that a request may name, the usual one first."""
        return tuple(dict.fromkeys((self.reader, *LOCAL_READERS, *self.more_readers)))

    @property
    def limits(self) -> Limits:
        """How much of a document is let in."""
        return Limits(max_bytes=self.max_body, max_pages=self.max_pages, url_timeout_s=self.fetch_s)


def split_keys(text: str) -> tuple[str, ...]:
    """The keys of a comma-separated list."""
    return tuple(key for part in text.split(",") if (key := part.strip()))
