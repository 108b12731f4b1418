"""E-mail messages: what is attached, messages inside of messages, and the text where nothing is attached."""

from __future__ import annotations

import base64
import re
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from typing import TYPE_CHECKING

from invoice_ocr.documents.archive import is_archive
from invoice_ocr.documents.damage import guarded
from invoice_ocr.documents.formats import FORMATS
from invoice_ocr.documents.pieces import Budget, Envelope, Item, Piece, plain_name
from invoice_ocr.documents.text.html import html_lines
from invoice_ocr.model.report import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER = (
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|MIME-Version|Message-ID|Content-Type|X-[\w-]+|DKIM-Signature"
    rb"|ARC-[\w-]+|Authentication-Results|Reply-To|Cc|References|In-Reply-To|User-Agent|Thread-[\w-]+)"
)
_MAIL = re.compile(rb"(?:From [^\n]*\n)?" + _HEADER + rb":[^\n]*\n(?:[ \t][^\n]*\n)*[\w-]+:", re.IGNORECASE)

_MBOX = re.compile(rb"(?:\A|\n\n)From [^\n]+\n(?=[\w-]+:)")
"""What begins each message in a mailbox."""

NO_DOCUMENTS = {
    "text/calendar": "a calendar entry",
    "application/ics": "a calendar entry",
    "text/vcard": "a business card",
    "text/x-vcard": "a business card",
    "text/directory": "a business card",
    "application/pkcs7-signature": "a signature of the message",
    "application/x-pkcs7-signature": "a signature of the message",
    "application/pgp-signature": "a signature of the message",
    "application/pgp-keys": "a key",
    "message/delivery-status": "a notice of delivery",
    "message/disposition-notification": "a notice of delivery",
    "text/rfc822-headers": "headers of another message",
}
"""Parts that are never documents, and what they are."""

TINY, LOGO = 4_000, 60_000
"""Bytes."""

SMALL, WIDE = 500, 2.5
"""Pixels of the longer side, and width by height, of what is a logo or a signature."""


def is_mail(data: bytes) -> bool:
    """Whether it begins with the headers of a message."""
    return _MAIL.match(data[:65_536].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip()) is not None


def unpack_mail(data: bytes, name: str, budget: Budget) -> Iterator[Item]:
    """The files in a message and in the messages inside of it, or in all messages of a mailbox (mbox).

    The text of a message is given too; it is spare where something is attached.

    Raises:
        DocumentError: It is damaged, or holds more than is let in.
    """
    messages = [part for part in _MBOX.split(data.lstrip().replace(b"\r\n", b"\n")) if part.strip()]
    several = len(messages) > 1
    for number, raw in enumerate(messages if several else [data.lstrip()], start=1):
        title = f"{name}/message {number}" if several else name
        with guarded(title, "the message"):
            message = BytesParser(policy=policy.default).parsebytes(raw)
        yield from _message(message, title, budget, depth=0)


def _message(message: EmailMessage, name: str, budget: Budget, depth: int) -> Iterator[Item]:
    budget.check_depth(name, depth)
    bodies: list[EmailMessage] = []
    with guarded(name, "the message"):
        envelope = _envelope(message)
        parts = list(_leaves(message, bodies))
        lines = _text(bodies)
    found = False
    for number, part in enumerate(parts, start=1):
        if part.get_content_type() == "message/rfc822":
            found = True
            yield from _inner(part, f"{name}/message {number}", budget, depth)
            continue
        with guarded(name, "an attachment"):
            item = _file(part, name, number, budget, envelope)
        found = found or isinstance(item, Piece)
        yield item
    if lines:
        yield Piece(f"{name}/text", "\n".join(lines).encode(), envelope, lines, spare=found)


def _inner(part: EmailMessage, name: str, budget: Budget, depth: int) -> Iterator[Item]:
    """A message in a message; one in base64, which is against the rules, is opened like a file."""
    inner = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inner, EmailMessage):
        return
    if not inner.keys():
        with guarded(name, "the message"):
            data = base64.b64decode(str(inner.get_payload()), validate=False)
        budget.take(name, len(data))
        yield Piece(f"{name}.eml", data)
        return
    title = plain_name(str(inner.get("subject", "")))
    yield from _message(inner, f"{name.rpartition('/')[0]}/{title}" if title else name, budget, depth + 1)


def _leaves(part: EmailMessage, bodies: list[EmailMessage]) -> Iterator[EmailMessage]:
    """Parts that are files, in their order; those that are the text of the message are kept in ``bodies``.

    Of several ways in which the same text is written, HTML is kept, since tables keep their columns there.
    """
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        same: list[EmailMessage] = []
        for inner in part.iter_parts():
            yield from _leaves(inner, same)  # type: ignore[arg-type]  # the policy makes all parts EmailMessage
        html = [body for body in same if body.get_content_type() == "text/html"]
        bodies += html if html and kind == "multipart/alternative" else same
    elif kind in {"text/plain", "text/html"} and not _is_file(part):
        bodies.append(part)
    else:
        yield part


def _is_file(part: EmailMessage) -> bool:
    """Whether a part that may be text is a file: it has a name, or is a picture, PDF or archive without a type."""
    if part.get_filename() or part.is_attachment():
        return True
    data = _content(part)
    return is_archive(data) or any(form.matches(data) for form in FORMATS if "xml" not in form.media_type)


def _file(part: EmailMessage, name: str, number: int, budget: Budget, envelope: Envelope) -> Item:
    kind = part.get_content_type()
    title = f"{name}/{_title(part, number)}"
    if kind in NO_DOCUMENTS:
        return Skipped(name=title, reason=NO_DOCUMENTS[kind])
    content = _content(part)
    shown = part.get("content-id") is not None and not part.is_attachment()
    if kind.startswith("image/") and shown and _is_logo(content):
        return Skipped(name=title, reason="a small picture in the text of the message, such as a logo")
    budget.take(title, len(content))
    return Piece(title, content, envelope)


def _content(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_logo(data: bytes) -> bool:
    """Whether a picture is small, or much wider than high: a photo of a receipt is neither."""
    from PIL import Image  # noqa: PLC0415 - only for pictures that a text shows

    if len(data) < TINY:
        return True
    try:
        with Image.open(BytesIO(data)) as picture:
            width, height = picture.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return len(data) < LOGO
    return len(data) < LOGO and (max(width, height) < SMALL or width > WIDE * height)


def _title(part: EmailMessage, number: int) -> str:
    return plain_name(str(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]) or f"part {number}"


def _envelope(message: EmailMessage) -> Envelope:
    return Envelope(_header(message, "from"), _header(message, "subject"), _sent(message))


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return plain_name(str(message.get(name, ""))) or None
    except (ValueError, LookupError, AttributeError, IndexError):  # headers that the standard library stumbles over
        return None


def _sent(message: EmailMessage) -> datetime | None:
    try:
        sent = getattr(message.get("date"), "datetime", None)
    except (ValueError, LookupError, TypeError, OverflowError):
        return None
    return sent if isinstance(sent, datetime) else None


def _text(bodies: list[EmailMessage]) -> tuple[str, ...]:
    """The lines of all texts of a message, in their order."""
    lines: list[str] = []
    for body in bodies:
        text = _decoded(body)
        lines += html_lines(text) if body.get_content_type() == "text/html" else text.expandtabs(4).splitlines()
    return tuple(lines) if any(line.strip() for line in lines) else ()


def _decoded(part: EmailMessage) -> str:
    content = _content(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return content.decode("utf-8", "replace") if b"\xc3" in content else content.decode("cp1252", "replace")
