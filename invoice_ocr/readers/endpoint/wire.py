"""An `Ask` as the body of a request; nothing here opens a connection.

The format is that of ``POST /chat/completions``; the profile says how this endpoint's dialect differs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any

from invoice_ocr.errors import EndpointError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.readers.endpoint.ask import Ask, Picture
    from invoice_ocr.readers.endpoint.profiles import Profile
    from invoice_ocr.readers.endpoint.settings import Settings

MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")
_STREAMING = ("stream", "stream_options")
_OURS = ("model", "messages", *_STREAMING)


def encode_body(ask: Ask, settings: Settings) -> bytes:
    """The body as bytes; pictures are spliced in, since an encoder of JSON is slow on megabytes.

    Raises:
        EndpointError: There are too many pictures for one request, or it is larger than the endpoint takes.
        UsageError: The endpoint can't take pictures at all, or not of this kind.
    """
    mark = secrets.token_hex(16)  # so that no text of the prompt can be taken for it
    frame = json.dumps(_body(ask, settings, lambda _: mark), ensure_ascii=False, separators=(",", ":"))
    pieces = [piece.encode("utf-8", "replace") for piece in frame.split(mark)]
    parts = [pieces[0]]
    for picture, piece in zip(ask.pictures, pieces[1:], strict=True):
        parts += [_url_bytes(picture), piece]
    body = b"".join(parts)
    most = settings.profile.request_bytes
    if len(body) > most:
        raise EndpointError(
            f"The request has {len(body) >> 20} MiB, and the endpoint takes {most >> 20} MiB.",
            remedy="Send fewer pages at a time, or smaller pictures.",
        )
    return body


def fingerprint(ask: Ask, settings: Settings) -> str:
    """A hash of everything that the reply depends on: address, model, prompt and its version, parameters, pictures."""
    body = {key: value for key, value in _body(ask, settings, _digest).items() if key not in _STREAMING}
    facts = [1, settings.base_url, ask.prompt_version, ask.variation, body]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def prompt_tokens_at_most(ask: Ask, settings: Settings) -> int:
    """More tokens than the request can have: no token is shorter than a byte."""
    texts = [ask.prompt, *(text for _, text in ask.earlier), json.dumps(ask.json_schema or "", default=dict)]
    overhead = 64 * (1 + len(ask.earlier))
    return sum(len(text.encode("utf-8", "replace")) for text in texts) + overhead + _picture_tokens(ask, settings)


def reply_tokens_at_most(ask: Ask, settings: Settings) -> int:
    """The limit that is sent with the request."""
    return settings.profile.max_tokens if ask.max_tokens is None else ask.max_tokens


def _picture_tokens(ask: Ask, settings: Settings) -> int:
    return len(ask.pictures) * settings.profile.image_tokens


def _body(ask: Ask, settings: Settings, url_of: Callable[[Picture], str]) -> dict[str, Any]:
    profile = settings.profile
    _check_pictures(ask, settings)
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [
            {"role": "user", "content": _content(ask, profile, url_of)},
            *({"role": role, "content": text} for role, text in ask.earlier),
        ],
        profile.token_limit: reply_tokens_at_most(ask, settings),
    }
    if profile.temperatures:
        body["temperature"] = profile.temperatures[min(ask.variation, len(profile.temperatures) - 1)]
    if ask.json_schema is not None and profile.json_mode != "none":
        body["response_format"] = _response_format(ask, profile)
    if settings.stream:
        body["stream"] = True
        if profile.stream_usage:
            body["stream_options"] = {"include_usage": True}
    return body | _more(profile)


def _more(profile: Profile) -> dict[str, Any]:
    more = profile.thinking_off | profile.extra_body
    taken = sorted({*_OURS, profile.token_limit} & set(more))
    if taken:
        raise UsageError(
            f"`extra_body` may not hold {', '.join(taken)}.", remedy="What they say is set elsewhere: leave them out."
        )
    return more


def _content(ask: Ask, profile: Profile, url_of: Callable[[Picture], str]) -> list[dict[str, Any]]:
    text: dict[str, Any] = {"type": "text", "text": ask.prompt}
    detail = {"detail": profile.detail} if profile.detail else {}
    pictures: list[dict[str, Any]] = [
        {"type": "image_url", "image_url": {"url": url_of(picture)} | detail} for picture in ask.pictures
    ]
    return [*pictures, text] if profile.image_first else [text, *pictures]


def _response_format(ask: Ask, profile: Profile) -> dict[str, Any]:
    if profile.json_mode == "json_object":
        return {"type": "json_object"}
    schema: dict[str, Any] = {"name": "reply", "schema": dict(ask.json_schema or {})}
    if profile.strict_schema:
        schema["strict"] = True
    return {"type": "json_schema", "json_schema": schema}


def _check_pictures(ask: Ask, settings: Settings) -> None:
    profile, count = settings.profile, len(ask.pictures)
    if count and not profile.images:
        raise UsageError(
            f"The model {settings.model} reads no pictures.",
            remedy="Take a model that does (of DeepSeek: deepseek-flash), or the reader chat-text.",
        )
    if count > profile.images:
        raise EndpointError(
            f"{settings.model} takes {profile.images} pictures in a request, not {count}.",
            remedy="Send fewer pages at a time, or raise `images` in the overrides.",
        )
    for picture in ask.pictures:
        _check_picture(picture, profile)


def _check_picture(picture: Picture, profile: Profile) -> None:
    if picture.url is None and (picture.media_type not in MEDIA_TYPES or not picture.data):
        raise UsageError(
            f"A picture is empty or of the type {picture.media_type!r}.", remedy=f"Send {', '.join(MEDIA_TYPES)}."
        )
    if picture.url is not None and not (profile.urls and picture.url.startswith(("https://", "http://"))):
        raise UsageError("This endpoint does not fetch that URL.", remedy="Send the picture itself.")


def _url_bytes(picture: Picture) -> bytes:
    if picture.url is not None:
        return json.dumps(picture.url)[1:-1].encode()
    return b"data:" + picture.media_type.encode() + b";base64," + base64.b64encode(picture.data)


def _digest(picture: Picture) -> str:
    if picture.url is not None:
        return picture.url
    return f"{picture.media_type} {hashlib.sha256(picture.data).hexdigest()}"
