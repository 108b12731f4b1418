"""The pictures of a request: data URIs, or addresses where the server has a list of hosts."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from invoice_ocr.documents.formats import FORMATS
from invoice_ocr.documents.url import fetch_permitted
from invoice_ocr.errors import DocumentTooLarge, DocumentUnreachable
from invoice_ocr.server.chat.request import ImagePart
from invoice_ocr.server.problems import UNSUPPORTED_IMAGE, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.server.chat.request import ChatRequest

TAKEN: Final = ("image/png", "image/jpeg", "image/webp", "image/gif")
BLANKS: Final = b" \t\r\n"


def pictures_of(request: ChatRequest, hosts: tuple[str, ...], limits: Limits) -> tuple[bytes, ...]:
    """The bytes of all pictures, in order; waits for those that are fetched.

    Raises:
        Problem: There is none, or one that cannot be taken.
    """
    pictures = tuple(_taken(url, where, hosts, limits) for where, url in _urls(request))
    if not pictures:
        raise Problem(400, "The messages hold no image: send the pages as `image_url` parts.")
    return pictures


def addresses_in(request: ChatRequest) -> bool:
    """Whether anything must be fetched."""
    return any(url[:5].lower() != "data:" for _, url in _urls(request))


def _urls(request: ChatRequest) -> Iterator[tuple[str, str]]:
    for number, message in enumerate(request.messages):
        for part in message.parts:
            if isinstance(part, ImagePart):
                yield f".messages[{number}]", part.image_url.url


def _taken(url: str, where: str, hosts: tuple[str, ...], limits: Limits) -> bytes:
    scheme = url[:8].partition(":")[0].lower()
    if scheme == "data":
        data = _from_data_uri(url, where)
    elif scheme in {"http", "https"}:
        data = _fetched(url, where, hosts, limits)
    else:
        raise Problem(400, f"{where}: Unsupported image_url format")
    if not any(form.matches(data) for form in FORMATS if form.media_type in TAKEN):
        raise Problem(400, f"{where}.image[0]: {UNSUPPORTED_IMAGE}")
    return data


def _from_data_uri(url: str, where: str) -> bytes:
    head, comma, text = url.partition(",")
    if not comma or not head.lower().endswith(";base64"):
        raise Problem(400, f"{where}: Unsupported image_url format")
    try:
        plain = text.encode("ascii").translate(None, BLANKS)
        return base64.b64decode(plain + b"=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(400, f"{where}: Invalid base64 data") from error


def _fetched(url: str, where: str, hosts: tuple[str, ...], limits: Limits) -> bytes:
    if not hosts:
        message = (
            f"{where}: This server fetches no addresses. Send the image as a data URI, or have the server started with "
            "--allow-host and the name of the host."
        )
        raise Problem(400, message)
    try:
        return fetch_permitted(url, "The image", limits, hosts)
    except (DocumentUnreachable, DocumentTooLarge) as error:
        raise Problem(400, f"{where}: {error}") from error
