"""The body of an answer as a `Completion`; nothing here opens a connection."""

from __future__ import annotations

import json
from typing import Any

from invoice_ocr.errors import ReplyError
from invoice_ocr.model.reading import Usage
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.endpoint.events import streamed_payload

EVENT_STREAM = "text/event-stream"
_WHOLE = {"stop", "eos", "eos_token", "end_turn", "stop_sequence"}
_CUT = {"length", "max_tokens", "max_length"}
_ADDRESS = "Check the address of the endpoint: it usually ends in /v1, and /chat/completions is added to it."


def completion_in(payload: dict[str, Any], model: str) -> Completion:
    """What the model said; ``model`` is its name if the answer has none.

    Content in parts is joined, null is "". ``finish_reason`` is ``stop`` or ``length`` under whatever name; a call of a
    tool is ``tool_calls`` even where the endpoint says otherwise. Thoughts (``reasoning_content``) are dropped.

    Raises:
        ReplyError: It is no completion (``unreadable``).
    """
    choices = payload.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise _unreadable("The reply is no chat completion: it has no choice with a message.", payload)
    content, refused = _text(message.get("content"), payload)
    refusal = message.get("refusal") or refused
    named = payload.get("model")
    return Completion(
        content=content,
        finish_reason=_finish_reason(choice, message, content),
        usage=_usage(payload.get("usage")),
        model=named if isinstance(named, str) and named else model,
        refusal=_clean(str(refusal)) if refusal else None,
    )


def read_payload(body: bytes, content_type: str) -> dict[str, Any]:
    """The JSON object of a body, streamed or not.

    Raises:
        ReplyError: The body is cut off (``reason`` is ``cut``), or something else (``unreadable``).
    """
    text = body.decode("utf-8", "replace")
    start = text.lstrip("\ufeff \t\r\n")  # blank lines keep the connection alive while the model works
    if content_type.startswith(EVENT_STREAM) or start.startswith(("data:", ":", "event:")):
        return streamed_payload(text)
    if not start:
        raise ReplyError("The reply is empty.", reason="cut")
    try:
        payload = json.loads(start)
    except RecursionError:
        raise _unreadable("The reply is nested too deeply.", text) from None
    except ValueError:
        if start.startswith("{"):
            raise ReplyError("The reply breaks off.", reply=text, reason="cut") from None
        raise _unreadable(_no_json(start, content_type), text) from None
    if isinstance(payload, list) and payload and isinstance(payload[0], dict):
        return payload[0]  # Google wraps its errors so
    if not isinstance(payload, dict):
        raise _unreadable("The reply is no JSON object.", text)
    return payload


def _no_json(start: str, content_type: str) -> str:
    if start[:1] == "<" or "html" in content_type:
        return "The endpoint answered with a web page instead of a reply."
    return f"The endpoint answered with {content_type or 'something'} that is no JSON."


def _text(content: Any, payload: dict[str, Any]) -> tuple[str, str]:
    """The text of a message's content, and what stands there as a refusal."""
    if content is None or isinstance(content, str):
        return _clean(content or ""), ""
    if not isinstance(content, list):
        raise _unreadable("The content of the reply is neither text nor parts.", payload)
    texts, refusals = [], []
    for part in content:
        said = {"text": part} if isinstance(part, str) else part
        if isinstance(said, dict):
            texts.append(said["text"] if isinstance(said.get("text"), str) else "")
            refusals.append(said["refusal"] if isinstance(said.get("refusal"), str) else "")
    return _clean("".join(texts)), "".join(refusals)


def _finish_reason(choice: dict[str, Any], message: dict[str, Any], content: str) -> str:
    said = str(choice.get("finish_reason") or "").lower()
    if not content and (message.get("tool_calls") or message.get("function_call")):
        return "tool_calls"
    if said in _WHOLE:
        return "stop"
    return "length" if said in _CUT else said


def _usage(said: Any) -> Usage | None:
    if not isinstance(said, dict):
        return None
    prompt, completion = _count(said.get("prompt_tokens")), _count(said.get("completion_tokens"))
    if prompt is None or completion is None:
        return None
    details = said.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    return Usage(prompt, completion, _count(cached) or _count(said.get("prompt_cache_hit_tokens")) or 0)


def _count(said: Any) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) and said >= 0 else None


def _clean(text: str) -> str:
    """Half characters, which JSON can hold and no file can, are replaced."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def _unreadable(message: str, reply: str | dict[str, Any]) -> ReplyError:
    text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
    return ReplyError(message, remedy=_ADDRESS, reply=text, reason="unreadable")
