"""What endpoints say when they refuse a request, as errors that name the remedy."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from invoice_ocr.errors import EndpointError, ReplyError
from invoice_ocr.readers.endpoint.completion import read_payload

if TYPE_CHECKING:
    from invoice_ocr.readers.endpoint.settings import Settings

_LONGEST = 300
_DATA = re.compile(r"data:image/[\w.+-]+;base64,[\w+/=]*")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error, and what the client makes of it.

    ``retry`` is whether the same request may succeed later, ``overloaded`` whether fewer requests at a time would help,
    ``down`` whether the endpoint seems to be out of order, ``charged`` whether it may cost money all the same,
    ``wait`` how many seconds the endpoint asks for.
    """

    error: EndpointError | ReplyError
    retry: bool = False
    overloaded: bool = False
    down: bool = False
    charged: bool = False
    wait: float | None = None


_RETRIED = {408, 409, 425, 429}
_OVERLOADED = {429, 503, 529}
_STOPS = {401, 402, 403, 404}
_REMEDIES = {
    400: "Check the profile (INVOICE_OCR_PROFILE) against what the endpoint takes.",
    401: "Check the key: INVOICE_OCR_API_KEY, or the file or command that gives it.",
    402: "Top up the account with the provider.",
    403: "Check what the key may do with the provider: model, region, addresses.",
    404: "Check INVOICE_OCR_MODEL and INVOICE_OCR_BASE_URL.",
    413: "Send fewer pages at a time, or set INVOICE_OCR_OVERRIDES_IMAGE_SIDE to less.",
    422: "Check the profile (INVOICE_OCR_PROFILE) against what the endpoint takes.",
    429: "Wait, or set INVOICE_OCR_LIMITS_IN_FLIGHT to less.",
}
_LATER = "Try again later."


def refusal_of(status: int, content_type: str, body: bytes, settings: Settings) -> Refusal:
    """What an answer with this status and body means; also a 200 whose body is an error object."""
    said, code = _said(body, content_type)
    said = _shown(said, settings)
    message = f"{host_of(settings)} answered {status}" + (f": {said}" if said else ".")
    kind, remedy = _known(f"{said} {code}", status)
    if kind == "loop":
        return Refusal(ReplyError(message, remedy=remedy, reason="looped"), charged=True)
    if kind:
        return Refusal(EndpointError(message, remedy=remedy, status=status, stops_batch=kind != "context"))
    return _by_status(status, message)


def redirect_refusal(status: int, location: str, settings: Settings) -> Refusal:
    """A redirect is not followed: the key would go along."""
    target = _shown(location.partition("?")[0], settings).removesuffix("/chat/completions")
    message = f"{settings.base_url} answered {status} and points elsewhere."
    remedy = f"Set INVOICE_OCR_BASE_URL to where it points, if you trust it: {target}" if target else _REMEDIES[404]
    return Refusal(EndpointError(message, remedy=remedy, status=status, stops_batch=True))


def host_of(settings: Settings) -> str:
    """The endpoint as messages name it."""
    return urlsplit(settings.base_url).netloc


def is_error(payload: dict[str, Any]) -> bool:
    """Whether the object says an error, with whatever status it came."""
    return bool(payload.get("error")) or payload.get("object") == "error"


def status_in(payload: dict[str, Any], status: int) -> int:
    """The status that an error object names, else the answer's own."""
    error = payload.get("error")
    for said in (error.get("code") if isinstance(error, dict) else None, payload.get("code")):
        if isinstance(said, int) and 400 <= said < 600:
            return said
    return status


def _known(said: str, status: int) -> tuple[str, str]:
    """Kind and remedy of what was said; a limit of the rate may mention anything, so only its quota is looked for."""
    for row in _rows():
        if (row["kind"] == "quota" or status not in _RETRIED) and re.search(row["pattern"], said, re.IGNORECASE):
            return row["kind"], row["remedy"]
    return "", ""


@cache
def _rows() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = tomllib.loads(files(__package__).joinpath("refusals.toml").read_text("utf-8"))["row"]
    return rows


def _by_status(status: int, message: str) -> Refusal:
    retry = status in _RETRIED or status >= 500
    remedy = _REMEDIES.get(status, _LATER if retry else _REMEDIES[400])
    error = EndpointError(message, remedy=remedy, status=status, stops_batch=status in _STOPS)
    return Refusal(error, retry=retry, overloaded=status in _OVERLOADED, down=status >= 500 and status != 529)


def _said(body: bytes, content_type: str) -> tuple[str, str]:
    """The message and the code of an error body, in the many shapes that servers give it."""
    try:
        payload = read_payload(body, content_type)
    except ReplyError:
        text = body[: 4 * _LONGEST].decode("utf-8", "replace")
        return ("" if text.lstrip().startswith("<") else text), ""
    error = payload.get("error") or payload
    if isinstance(error, str):
        return error, ""
    if not isinstance(error, dict):
        return "", ""
    said = error.get("message") or error.get("detail") or error.get("msg") or ""
    if isinstance(said, list):  # FastAPI: a list of {"loc", "msg", "input"}; the input is the document itself
        said = "; ".join(str(item.get("msg", "")) for item in said if isinstance(item, dict))
    return str(said), str(error.get("code") or error.get("type") or "")


def _shown(text: str, settings: Settings) -> str:
    """The text on one line, short, without pictures and without the key."""
    if settings.api_key:
        text = settings.api_key.hidden_in(text)
    text = _UNSEEN.sub(" ", _DATA.sub("(picture)", text)).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
