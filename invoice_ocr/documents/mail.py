"""E-mail messages: what is attached, messages inside of messages, and the text where nothing is attached."""

from __future__ import annotations

import re
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from invoice_ocr.documents.damage import guarded
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

LOGO = 60_000
"""Bytes: a smaller picture that the text of a message shows is a logo or a signature, no receipt."""


def is_mail(data: bytes) -> bool:
    """Whether it begins with the headers of a message."""
    return _MAIL.match(data[:65_536].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip()) is not None


def unpack_mail(data: bytes, name: str, budget: Budget) -> Iterator[Item]:
    """The files in a message and in the messages inside of it; a message without any gives its own text.

    Raises:
        DocumentError: It is damaged, or holds more than is let in.
    """
    with guarded(name, "the message"):
        message = BytesParser(policy=policy.default).parsebytes(data.lstrip())
    yield from _message(message, name, budget, depth=0)


def _message(message: EmailMessage, name: str, budget: Budget, depth: int) -> Iterator[Item]:
    budget.check_depth(name, depth)
    envelope = _envelope(message)
    bodies: list[EmailMessage] = []
    found = False
    for number, part in enumerate(_leaves(message, bodies), start=1):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                title = plain_name(str(inner.get("subject", ""))) or f"message {number}"
                found = True
                yield from _message(inner, f"{name}/{title}", budget, depth + 1)
            continue
        item = _file(part, name, number, budget, envelope)
        found = found or isinstance(item, Piece)
        yield item
    if not found and (lines := _text(bodies)):
        yield Piece(f"{name}/text", "\n".join(lines).encode(), envelope, lines)


def _leaves(part: EmailMessage, bodies: list[EmailMessage]) -> Iterator[EmailMessage]:
    """Parts that are files, in their order; those that are the text of the message are kept in ``bodies``."""
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        for inner in part.iter_parts():
            yield from _leaves(inner, bodies)  # type: ignore[arg-type]  # the policy makes all parts EmailMessage
    elif kind in {"text/plain", "text/html"} and not part.get_filename() and not part.is_attachment():
        bodies.append(part)
    else:
        yield part


def _file(part: EmailMessage, name: str, number: int, budget: Budget, envelope: Envelope) -> Item:
    kind = part.get_content_type()
    title = f"{name}/{_title(part, number)}"
    if kind in NO_DOCUMENTS:
        return Skipped(name=title, reason=NO_DOCUMENTS[kind])
    with guarded(title, "the attachment"):
        data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    shown = part.get("content-id") is not None and not part.is_attachment()
    if kind.startswith("image/") and shown and len(content) < LOGO:
        return Skipped(name=title, reason="a small picture in the text of the message, such as a logo")
    budget.take(title, len(content))
    return Piece(title, content, envelope)


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
    """The lines of the text: of HTML where there is some, since tables keep their columns there."""
    chosen = next((b for b in bodies if b.get_content_type() == "text/html"), None) or next(iter(bodies), None)
    if chosen is None:
        return ()
    text = _decoded(chosen)
    lines = html_lines(text) if chosen.get_content_type() == "text/html" else tuple(text.expandtabs(4).splitlines())
    return lines if any(line.strip() for line in lines) else ()


def _decoded(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return content.decode("utf-8", "replace") if b"\xc3" in content else content.decode("cp1252", "replace")
