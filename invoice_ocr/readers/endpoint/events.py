"""Server-sent events put together again into the completion that they stream.

Format: html.spec.whatwg.org, "Parsing an event stream"; what the events hold is a chat completion in deltas.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from invoice_ocr.errors import ReplyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DONE = "[DONE]"
_LINE = re.compile(r"\r\n|\n|\r")
_TEXTS = ("content", "refusal")


def stream_done(body: bytes | bytearray) -> bool:
    """Whether the stream has said its last word, whatever may still drip."""
    tail = bytes(body[-64:]).rstrip()
    return tail.endswith((b"data: [DONE]", b"data:[DONE]"))


def streamed_payload(text: str) -> dict[str, Any]:
    """The completion as it would have come in one piece; an error object in the stream comes back as it is.

    Raises:
        ReplyError: The stream breaks off, or holds what is no JSON.
    """
    whole = _Whole()
    for data in event_data(text):
        if data.strip() == DONE:
            return whole.payload()
        chunk = _parsed(data, text)
        if chunk.get("error"):
            return chunk
        whole.add(chunk)
    if not whole.finish_reason:
        raise ReplyError("The stream of the reply broke off.", reply=whole.text("content"), reason="cut")
    return whole.payload()


def event_data(text: str) -> Iterator[str]:
    """The data of each event; comments, which keep the connection alive, and other fields are passed over."""
    data: list[str] = []
    for line in _LINE.split(text.removeprefix("\ufeff")):
        if not line and data:
            yield "\n".join(data)
            data = []
        field, _, value = line.partition(":")
        if field == "data":
            data.append(value.removeprefix(" "))
    if data:  # the last blank line is often left out
        yield "\n".join(data)


class _Whole:
    """What the deltas add up to."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {name: [] for name in _TEXTS}
        self.called = False
        self.finish_reason: Any = None
        self.facts: dict[str, Any] = {}

    def add(self, chunk: dict[str, Any]) -> None:
        """Take in one chunk: deltas of the first choice, and facts that stand beside them."""
        self.facts |= {name: chunk[name] for name in ("model", "usage") if chunk.get(name)}
        choices = chunk.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return
        self.finish_reason = choices[0].get("finish_reason") or self.finish_reason
        delta = choices[0].get("delta")
        if isinstance(delta, dict):
            for name in _TEXTS:
                self.texts[name] += _text_pieces(delta.get(name))
            self.called = self.called or bool(delta.get("tool_calls"))

    def text(self, name: str) -> str:
        """All that was said under this name."""
        return "".join(self.texts[name])

    def payload(self) -> dict[str, Any]:
        """In the shape of a reply that was not streamed."""
        message = {name: self.text(name) or None for name in _TEXTS} | {"tool_calls": self.called or None}
        return self.facts | {"choices": [{"message": message, "finish_reason": self.finish_reason}]}


def _text_pieces(said: Any) -> Iterable[str]:
    if isinstance(said, str):
        return (said,)
    parts = said if isinstance(said, list) else ()
    return [part["text"] for part in parts if isinstance(part, dict) and isinstance(part.get("text"), str)]


def _parsed(data: str, text: str) -> dict[str, Any]:
    try:
        chunk = json.loads(data)
    except (ValueError, RecursionError):
        chunk = None
    if not isinstance(chunk, dict):
        whole = stream_done(text[-64:].encode("utf-8", "replace"))
        raise ReplyError(
            "The stream of the reply holds an event that is no JSON object.",
            remedy="Try it without INVOICE_OCR_STREAM.",
            reply=data,
            reason="unreadable" if whole else "cut",
        )
    return chunk
