"""Where a model lives and how far its client may go; `configuration` reads it from files and the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.prices import Price, Tariff, find_tariff
from invoice_ocr.readers.endpoint.profiles import Profile
from invoice_ocr.readers.endpoint.secret import Secret

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much, how often. Times are in seconds.

    Attributes:
        attempts: How often one request is sent at most.
        connect_s: To open a connection.
        pool_s: To get a connection from the pool.
        read_s: Without a single byte.
        total_s: For one request with all its attempts and the pauses between them, not counting the wait for its turn.
        backoff_s: The longest pause that is chosen by chance.
        retry_after_s: The longest pause that an endpoint may ask for; beyond it the request fails with that time.
        reply_bytes: The largest reply, unpacked.
        in_flight: The most requests under way at a time.
        start: With how many a client begins; it finds the best number up to ``in_flight`` itself.
        retry_share: How many retries the requests may have between them, as a share of all requests...
        retry_spare: ...beside this many for free.
    """

    attempts: int = 4
    connect_s: float = 5.0
    pool_s: float = 10.0
    read_s: float = 120.0
    total_s: float = 300.0
    backoff_s: float = 20.0
    retry_after_s: float = 120.0
    reply_bytes: int = 8 << 20
    in_flight: int = 32
    start: int = 4
    retry_share: float = 0.2
    retry_spare: int = 10

    def __post_init__(self) -> None:
        positive = (self.attempts, self.connect_s, self.pool_s, self.read_s, self.total_s, self.reply_bytes)
        if min(*positive, self.in_flight, self.start) <= 0:
            raise UsageError("A limit is not above 0.", remedy="Leave it out for the usual one.")


@dataclass(frozen=True, slots=True)
class Settings:
    """An endpoint, and what may be spent there.

    Attributes:
        base_url: The address before ``/chat/completions``.
        model: As the endpoint names it.
        api_key: Sent as a bearer token; None for servers without keys.
        profile: The family's dialect.
        limits: Times, sizes and numbers.
        stream: Ask for the reply in pieces (server-sent events), so that gateways with short time-outs stay patient.
        cache: A file in which replies are kept, so that the same request is paid once; None keeps nothing. It holds
            what the model read from the documents: treat it like them.
        spend_cap: The most that a client may spend, in US dollars.
        allow_unpriced: Whether a model without a known price may be used under a spend cap; it then counts as free.
        price: A price of one's own, instead of the table's.
        allow_plain_http: Whether the key may be sent without encryption to another machine.

    Raises:
        UsageError: Something is missing, or the key would leak.
    """

    __pydantic_config__: ClassVar = {"arbitrary_types_allowed": True}

    base_url: str
    model: str
    api_key: Secret | None = None
    profile: Profile = field(default_factory=Profile)
    limits: Limits = field(default_factory=Limits)
    stream: bool = False
    cache: Path | None = None
    spend_cap: Decimal | None = None
    allow_unpriced: bool = False
    price: Price | None = None
    allow_plain_http: bool = False

    def __post_init__(self) -> None:
        if not self.base_url:
            raise UsageError("No endpoint is set.", remedy="Set INVOICE_OCR_BASE_URL, or a profile that has one.")
        if not self.model:
            raise UsageError("No model is set.", remedy="Set INVOICE_OCR_MODEL to a name that the endpoint knows.")
        if self.spend_cap is not None and not self.spend_cap > 0:
            raise UsageError("The spend cap is not above 0.", remedy="Leave it out for no cap.")
        object.__setattr__(self, "base_url", self.base_url.strip().rstrip("/").removesuffix(_PATH))
        self._check_address()

    @property
    def url(self) -> str:
        """Where requests go."""
        return self.base_url + _PATH

    def tariff(self, now: date) -> Tariff | None:
        """What the model costs; None where it isn't known."""
        return Tariff(self.price) if self.price else find_tariff(self.base_url, self.model, now)

    def _check_address(self) -> None:
        url = urlsplit(self.base_url)
        plain = self.base_url.isascii() and self.base_url.isprintable() and " " not in self.base_url
        if url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment or not plain:
            raise UsageError(
                "The address of the endpoint is not like https://host/v1.",
                remedy="Correct INVOICE_OCR_BASE_URL; it ends before /chat/completions.",
            )
        if url.username or url.password:
            raise UsageError(
                "The address of the endpoint holds a user name or password, which would show in messages.",
                remedy="Give the key as INVOICE_OCR_API_KEY, or in a file or by a command.",
            )
        if self.api_key and url.scheme == "http" and not is_loopback(url) and not self.allow_plain_http:
            raise UsageError(
                f"The key would be sent to {url.hostname} without encryption.",
                remedy="Use https://, or allow it with INVOICE_OCR_ALLOW_PLAIN_HTTP=true in a network of your own.",
            )


def is_loopback(url: SplitResult) -> bool:
    """Whether the address is this machine."""
    host = url.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
