"""Texts between quotation marks of any kind, with quotation marks in them that nobody escaped."""

from __future__ import annotations

import re
from typing import NamedTuple

from invoice_ocr.readers.replies.json_nodes import Scalar

QUOTES = "\"'`“”„‘’‚"
QUOTED_KEY = rf"[{QUOTES}][\w .\-]{{1,60}}+[{QUOTES}]\s{{0,20}}+:"
"""A key with its colon, as a regular expression."""

_ENDS = {'"': '"', "`": "`", "'": "'"} | dict.fromkeys("“”„", '“”"') | dict.fromkeys("‘’‚", "‘’'")
_CHUNKS = {quote: re.compile(rf"[^{re.escape(ends)}\\\n]++") for quote, ends in _ENDS.items()}
_BREAK = re.compile(r"\n\s*+")
_NEXT_KEY = re.compile(QUOTED_KEY)
_UNICODE = re.compile(r"u[0-9a-fA-F]{4}")
_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t", "\n": "\n"}


class Quoted(NamedTuple):
    """A text, or None where it never ends, and where reading goes on; ``closed`` if its closing mark is there."""

    scalar: Scalar | None
    reached: int
    closed: bool = True


def read_quoted(source: str, at: int, after: re.Pattern[str]) -> Quoted:
    """The text that the mark at ``at`` opens.

    It ends at the first closing mark that ``after`` matches behind, so that others are part of it; and before a line
    that begins with a key.
    """
    chunks = _CHUNKS[source[at]]
    parts: list[str] = []
    at += 1
    while at < len(source):
        if chunk := chunks.match(source, at):
            piece, at = chunk.group(), chunk.end()
        elif source[at] == "\\":
            piece, at = _unescaped(source, at)
        elif lines := _BREAK.match(source, at):
            if _NEXT_KEY.match(source, lines.end()):
                return Quoted(Scalar("".join(parts).rstrip(" \t,")), at, closed=False)
            piece, at = lines.group(), lines.end()
        elif after.match(source, at + 1):
            return Quoted(Scalar("".join(parts)), at + 1)
        else:
            piece, at = source[at], at + 1
        parts.append(piece)
    return Quoted(None, at)


def _unescaped(source: str, at: int) -> tuple[str, int]:
    """What a backslash and the next characters stand for: themselves, unless JSON says otherwise.

    Backspace and form feed are printed nowhere: their escapes are backslashes that nobody doubled.
    """
    following = source[at + 1 : at + 2]
    if following and following in _ESCAPES:
        return _ESCAPES[following], at + 2
    if _UNICODE.match(source, at + 1):
        return _code_point(source, at)
    return "\\", at + 1


def _code_point(source: str, at: int) -> tuple[str, int]:
    """The character of a four-digit escape, or of two for one beyond the first plane."""
    code = int(source[at + 2 : at + 6], 16)
    if 0xD800 <= code < 0xDC00 and source[at + 6 : at + 7] == "\\" and _UNICODE.match(source, at + 7):
        low = int(source[at + 8 : at + 12], 16)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00), at + 12
    if code < 0x20 or 0xD800 <= code < 0xE000:
        return "\\", at + 1
    return chr(code), at + 6
