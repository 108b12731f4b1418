"""The answer: one `chat.completion`, or its chunks as server-sent events; field for field what DeepSeek sends."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from invoice_ocr.server.chat import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.server.chat.request import ChatRequest

CHUNK = 16
"""Tokens of one chunk."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What is said of one request."""

    model: str
    content: str
    finish_reason: Literal["stop", "length"]
    prompt_tokens: int
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    created: int = field(default_factory=lambda: int(time.time()))

    def body(self) -> dict[str, Any]:
        """All of it at once."""
        message = {"role": "assistant", "content": self.content}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self.finish_reason}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self.usage()}

    def usage(self) -> dict[str, Any]:
        """The tokens, by our rule; nothing is cached."""
        spoken = tokens.count(self.content)
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": spoken,
            "total_tokens": self.prompt_tokens + spoken,
            "prompt_tokens_details": {"cached_tokens": 0},
            "prompt_cache_hit_tokens": 0,
            "prompt_cache_miss_tokens": self.prompt_tokens,
        }

    def events(self, *, usage_everywhere: bool) -> Iterator[str]:
        """The chunks, as the lines of an event stream."""
        last = {"usage": self.usage()}
        rest = {"usage": None} if usage_everywhere else {}
        yield self._event({"role": "assistant", "content": ""}, None, rest)
        for piece in tokens.pieces(self.content, CHUNK):
            yield self._event({"content": piece}, None, rest)
        yield self._event({"content": ""}, self.finish_reason, last)
        yield "data: [DONE]\n\n"

    def _event(self, delta: dict[str, str], finish_reason: str | None, rest: dict[str, Any]) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        chunk = {**self._head("chat.completion.chunk"), "choices": [choice], **rest}
        return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"

    def _head(self, kind: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": None,
        }


def completion_of(request: ChatRequest, content: str, pages: int) -> Completion:
    """The completion that a content makes, ended at a stop text and cut at the limit."""
    ends = [at for stop in request.stops if (at := content.find(stop)) >= 0]
    kept, lost = tokens.cut(content[: min(ends)] if ends else content, request.limit)
    prompt = tokens.count(request.prompt) + tokens.PAGE * pages
    return Completion(request.model, kept, "length" if lost else "stop", prompt)
