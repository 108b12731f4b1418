"""What is known of each family of models, read from ``profiles.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.checked import checked
from invoice_ocr.readers.endpoint.patterns import fits

_NOT_FIELDS = {"like", "overlay", "base_urls", "models"}
_FALLBACK = "generic"


@dataclass(frozen=True, slots=True)
class Profile:
    """A family's dialect.

    Attributes:
        name: As in ``profiles.toml``; overlays follow after a plus sign.
        base_url: Where the family lives when nobody says otherwise; "" for families without an address of their own.
        model: The family's usual model, likewise.
        token_limit: What the parameter is called that limits the reply.
        max_tokens: That limit, unless an `Ask` has its own.
        temperatures: For the first request and its variations after a repetition loop; none where the family refuses
            the parameter.
        thinking_off: What in the body keeps the model from thinking aloud (or makes it think least).
        json_mode: ``response_format`` for replies in JSON: ``none`` sends none.
        strict_schema: Whether a ``json_schema`` is sent as strict (all properties required, no others).
        prompt_style: ``json`` models follow instructions; ``transcribe`` and ``grounding`` models only copy the page,
            the latter with boxes.
        prompt: The exact words that a transcribing model was trained on; "" to use the reader's own.
        images: The most pictures in a request; 0 for models that read none.
        image_side: The long side in pixels beyond which a picture is scaled down by the endpoint anyway.
        image_tokens: The most that such a picture costs, for reserving money.
        image_first: Whether pictures stand before the text.
        detail: ``image_url.detail``; "" sends none.
        coordinate_scale: What a box's right edge is 1.0 of (999, 1000, 1024); 0 means pixels of the picture sent.
        urls: Whether the endpoint fetches pictures by URL.
        stream_usage: Whether ``stream_options.include_usage`` may be sent.
        request_bytes: The largest body that the endpoint takes.
        handwriting: Whether prompts expect handwriting.
        pieces: How many overlapping bands a page is sent in.
        extra_body: More of the body, as it stands.
    """

    name: str = _FALLBACK
    base_url: str = ""
    model: str = ""
    token_limit: str = "max_tokens"  # noqa: S105 - a parameter's name
    max_tokens: int = 8000
    temperatures: tuple[float, ...] = (0.0, 0.2, 0.6)
    thinking_off: dict[str, Any] = field(default_factory=dict)
    json_mode: Literal["none", "json_object", "json_schema"] = "none"
    strict_schema: bool = False
    prompt_style: Literal["json", "transcribe", "grounding"] = "json"
    prompt: str = ""
    images: int = 4
    image_side: int = 1540
    image_tokens: int = 6000
    image_first: bool = False
    detail: Literal["", "low", "high", "original", "auto"] = "high"
    coordinate_scale: int = 1000
    urls: bool = True
    stream_usage: bool = True
    request_bytes: int = 48 << 20
    handwriting: bool = False
    pieces: int = 1
    extra_body: dict[str, Any] = field(default_factory=dict)


def find_profile(
    name: str = "", base_url: str = "", model: str = "", overrides: dict[str, Any] | None = None
) -> Profile:
    """The profile of this name, else the first whose patterns fit address and model, with some fields replaced.

    Raises:
        UsageError: There is no such profile or field, or a value does not fit.
    """
    family, _, overlay = name.partition("+")
    if family and _row(family).get("overlay"):
        family, overlay = "", family
    family = family or _fitting(base_url, model)
    fields = _fields(family) | (_fields(overlay) if overlay else {}) | (overrides or {})
    fields["name"] = f"{family}+{overlay}" if overlay else family
    return checked(Profile, fields, "profile")


def profile_names() -> tuple[str, ...]:
    """All names, in the order of ``profiles.toml``."""
    return tuple(_table())


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath("profiles.toml").read_text("utf-8"))


def _row(name: str) -> dict[str, Any]:
    try:
        return _table()[name]
    except KeyError:
        raise UsageError(
            f"There is no profile {name!r}.", remedy=f"Choose one of: {', '.join(profile_names())}."
        ) from None


def _fields(name: str) -> dict[str, Any]:
    row = _row(name)
    inherited = _fields(row["like"]) if "like" in row else {}
    return inherited | {key: value for key, value in row.items() if key not in _NOT_FIELDS}


def _fitting(base_url: str, model: str) -> str:
    return next((name for name, row in _table().items() if fits(row, base_url, model)), _FALLBACK)
