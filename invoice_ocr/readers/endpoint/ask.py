"""What the reader asks a model for, and what comes back: the seam between reading and sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from invoice_ocr.model.reading import Usage
    from invoice_ocr.readers.endpoint.profiles import Profile


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded image, ready to send: its bytes, or the URL from which the endpoint fetches it."""

    media_type: str
    data: bytes = b""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, whatever the provider.

    ``prompt_version`` is the name and hash of the prompt file. ``json_schema`` is the reply's wanted shape, where it is
    JSON. ``earlier`` continues the conversation for the one repair round: ``("assistant", reply)``, ``("user", what was
    wrong)``. ``variation`` 1, 2 asks again with changed parameters after a repetition loop.
    """

    prompt: str
    pictures: tuple[Picture, ...] = ()
    prompt_version: str = ""
    json_schema: Mapping[str, Any] | None = None
    earlier: tuple[tuple[str, str], ...] = ()
    max_tokens: int | None = None
    variation: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer to an `Ask`.

    ``content`` is the message's text, "" where there was none. ``finish_reason`` is ``stop`` for a whole reply,
    ``length`` for one that was cut, or whatever else the endpoint said. ``model`` is named as by the endpoint, else as
    asked for. ``cost`` is in US dollars: 0 for a cached completion, None where the model's price is unknown.
    ``refusal`` is what the model said instead of an answer.
    """

    content: str
    finish_reason: str
    usage: Usage | None
    model: str
    cached: bool = False
    cost: Decimal | None = None
    refusal: str | None = None


class Completes(Protocol):
    """What the reader needs of a client; `ChatClient` is the real one."""

    @property
    def profile(self) -> Profile:
        """What the model's family can do and how it likes to be asked."""

    def complete(self, ask: Ask, /) -> Completion:
        """Send the request and wait for the answer.

        Raises:
            EndpointError: Unreachable, rejected, rate limited, too slow, or over the spend cap.
            ReplyError: The answer is no chat completion.
        """
