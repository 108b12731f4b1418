"""JSON as models write it, read without touching what it says.

Every scalar keeps the characters it was written with: `12.`, `1 234,56` and `(12.00)` are texts, and nothing here turns
them into numbers. What may be put right is punctuation alone: quotes of all kinds, missing or surplus commas, comments,
bare keys, quotation marks within a text. Reading is one pass without recursion; its time grows with the length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

DEEPEST = 64

UNCLOSED = "a text without its closing quotation mark"
OMITTED = "an ellipsis in place of content"
GARBAGE = "something that is neither a name nor a value"
MISMATCHED = "a bracket that closes nothing"

_QUOTES = "\"'`“”„‘’‚"
_PARTNERS = {'"': '"', "`": "`", "'": "'"} | dict.fromkeys("“”„", '“”"') | dict.fromkeys("‘’‚", "‘’'")
_CHUNKS = {quote: re.compile(rf"[^{re.escape(ends)}\\\n]++") for quote, ends in _PARTNERS.items()}
_KEY = rf"(?:[{_QUOTES}]|[^\W\d][\w.\-]{{0,60}}+\s{{0,20}}+:|\d{{1,9}}+\s{{0,20}}+:)"
_QUOTED = rf"[{_QUOTES}][\w .\-]{{1,60}}+[{_QUOTES}]\s{{0,20}}+:"
_COMMENT = r"//|/\*"
_DOTS = r"\.{2}|…"
_BETWEEN = re.compile(r"(?:\s++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))++")
_BARE_KEY = re.compile(r"([^\W\d][\w.\-]{0,60}+|\d{1,9}+)\s{0,20}+(?=[:=])")
_COLON = re.compile(r"\s{0,20}+(?:=>|[:=])")
_BARE = re.compile(r"[^,}\]\n]++")
_TRAILING_COMMENT = re.compile(r"\s(?://|/\*)")
_SEPARATES = re.compile(rf",\s*+(?:{_KEY}|[}}\],]|{_COMMENT}|{_DOTS}|\Z)")
_AFTER_KEY = re.compile(r"\s*+(?:=>|[:=])")
_AFTER_MEMBER = re.compile(
    rf"\s*+(?:[}}\]]|,\s*+(?:{_KEY}|[}}\],]|{_COMMENT}|{_DOTS}|\Z)|{_COMMENT}|\Z)|[^\S\n]*+\n\s*+[{_QUOTES}]"
    rf"|\s*+{_QUOTED}"
)
_AFTER_ITEM = re.compile(rf"\s*+(?:[}}\],]|{_COMMENT}|\Z)|[^\S\n]*+\n\s*+[{_QUOTES}{{\[]")
_BREAK = re.compile(r"\n\s*+")
_QUOTED_KEY = re.compile(_QUOTED)
_OPENING = re.compile(rf"\{{\s*+(?:{_KEY}|\}}|{_COMMENT}|\Z)")
_UNICODE = re.compile(r"u[0-9a-fA-F]{4}")
_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t", "\n": "\n"}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, number or word; ``start`` and ``end`` are where it stands, without its quotation marks."""

    text: str
    quoted: bool
    start: int
    end: int


@dataclass(slots=True)
class Items:
    """What stands between square brackets."""

    values: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Members:
    """What stands between braces, in order; a key may come twice."""

    pairs: list[tuple[str, Node]] = field(default_factory=list)


Node: TypeAlias = Scalar | Items | Members


@dataclass(frozen=True, slots=True)
class Parsed:
    """An object and where it ends.

    ``whole`` is False where the text ended before the object: unfinished elements of lists and the last scalar are
    then left out. ``faults`` are what makes it doubtful that all was understood.
    """

    members: Members
    start: int
    end: int
    whole: bool
    faults: tuple[str, ...]


def opens_object(text: str, start: int) -> bool:
    """Whether an object may begin here; braces in prose rarely look like that."""
    return bool(_OPENING.match(text, start))


def read_object(text: str, start: int) -> tuple[Parsed | None, int]:
    """The object that begins with the brace at ``start``, and how far the text was looked at; None if too deep."""
    reader = _Reader(text, start + 1)
    whole = reader.run()
    if whole is None:
        return None, reader.at
    faults = tuple(dict.fromkeys(reader.faults))
    return Parsed(reader.root, start, reader.at, whole, faults), reader.at


class _Reader:
    """The containers that are open at ``at``, the innermost last, and the keys that wait for their values."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.root = Members()
        self.open: list[Members | Items] = [self.root]
        self.keys: list[str | None] = [None]
        self.faults: list[str] = []
        self.unsettled = False

    def run(self) -> bool | None:
        """Read to the end of the object (True) or of the text (False); None where it is too deep."""
        while self.open:
            if len(self.open) > DEEPEST:
                return None
            if between := _BETWEEN.match(self.text, self.at):
                self.at = between.end()
            if self.at >= len(self.text):
                self._drop_unfinished()
                return False
            self._step(self.text[self.at])
        return True

    def _step(self, char: str) -> None:
        if char in "}]":
            self._close(char)
        elif char == ",":
            self.keys[-1] = None
            self._move(1)
        elif isinstance(self.open[-1], Members) and self.keys[-1] is None:
            self._key()
        elif char in "{[":
            self._open(Members() if char == "{" else Items())
        else:
            self._value()

    def _move(self, by: int) -> None:
        self.at += by
        self.unsettled = False

    def _open(self, container: Members | Items) -> None:
        self._put(container)
        self.open.append(container)
        self.keys.append(None)
        self._move(1)

    def _close(self, char: str) -> None:
        """Close the container that the bracket belongs to with all in it, or else the innermost."""
        wanted = Members if char == "}" else Items
        innermost = len(self.open) - 1
        depth = next((i for i in range(innermost, -1, -1) if isinstance(self.open[i], wanted)), innermost)
        if not isinstance(self.open[-1], wanted):
            self.faults.append(MISMATCHED)
        del self.open[depth:], self.keys[depth:]
        self._move(1)

    def _put(self, node: Node) -> None:
        container = self.open[-1]
        if isinstance(container, Items):
            container.values.append(node)
        else:
            container.pairs.append((self.keys[-1] or "", node))
            self.keys[-1] = None

    def _key(self) -> None:
        self.unsettled = False
        start = self.at
        key: str | None = None
        if bare := _BARE_KEY.match(self.text, start):
            key = bare.group(1)
            self.at = bare.end()
        elif self.text[start] in _QUOTES:
            scalar = self._string(_AFTER_KEY)
            key = scalar.text if scalar else None
        colon = _COLON.match(self.text, self.at) if key is not None else None
        if colon:
            self.keys[-1] = key
            self.at = colon.end()
        elif self.at < len(self.text):
            self._skip(start)

    def _skip(self, start: int) -> None:
        """Pass over what cannot be read, up to the next comma or bracket."""
        bare = _BARE.match(self.text, max(self.at, start))
        skipped = self.text[start : bare.end() if bare else self.at].strip()
        self.faults.append(OMITTED if _is_ellipsis(skipped) else GARBAGE)
        self.at = max(bare.end() if bare else self.at, start + 1)

    def _value(self) -> None:
        if self.text[self.at] in _QUOTES:
            scalar = self._string(_AFTER_ITEM if isinstance(self.open[-1], Items) else _AFTER_MEMBER)
        else:
            scalar = self._bare()
        if scalar is None:
            self.keys[-1] = None
            return
        self._put(scalar)
        self.unsettled = True

    def _bare(self) -> Scalar | None:
        """A value without quotation marks: a comma that no key follows belongs to it, as in 1 234,56."""
        start = self.at
        in_list = isinstance(self.open[-1], Items)
        end = start
        while chunk := _BARE.match(self.text, end):
            end = chunk.end()
            if in_list or self.text[end : end + 1] != "," or _SEPARATES.match(self.text, end):
                break
            end += 1
        comment = _TRAILING_COMMENT.search(self.text, start, end)
        end = comment.start() if comment else end
        self.at = max(end, start + 1)
        text = self.text[start:end].rstrip()
        if _is_ellipsis(text):
            self.faults.append(OMITTED)
            return None
        return Scalar(text, quoted=False, start=start, end=start + len(text))

    def _string(self, after: re.Pattern[str]) -> Scalar | None:
        """A quoted text; it ends at the mark that is followed by what may follow, others are part of it."""
        quote = self.text[self.at]
        start = self.at + 1
        at, parts = start, []
        while at < len(self.text):
            if chunk := _CHUNKS[quote].match(self.text, at):
                parts.append(chunk.group())
                at = chunk.end()
                continue
            char = self.text[at]
            if char == "\\":
                piece, at = self._escape(at)
            elif lines := _BREAK.match(self.text, at):
                if _QUOTED_KEY.match(self.text, lines.end()):
                    return self._unclosed("".join(parts), start, at)
                piece, at = lines.group(), lines.end()
            elif after.match(self.text, at + 1):
                self.at = at + 1
                return Scalar("".join(parts), quoted=True, start=start, end=at)
            else:
                piece, at = char, at + 1
            parts.append(piece)
        self.at = at
        return None

    def _unclosed(self, text: str, start: int, at: int) -> Scalar:
        """A text whose closing mark is missing: the next line is the next member."""
        self.faults.append(UNCLOSED)
        self.at = at
        return Scalar(text.rstrip(" \t,"), quoted=True, start=start, end=at)

    def _escape(self, at: int) -> tuple[str, int]:
        """What a backslash and the next characters stand for: themselves, unless JSON says otherwise.

        Backspace and form feed are printed nowhere: their escapes are backslashes that nobody doubled.
        """
        following = self.text[at + 1 : at + 2]
        if following in _ESCAPES and following:
            return _ESCAPES[following], at + 2
        if _UNICODE.match(self.text, at + 1):
            return self._code_point(at)
        return "\\", at + 1

    def _code_point(self, at: int) -> tuple[str, int]:
        code = int(self.text[at + 2 : at + 6], 16)
        if 0xD800 <= code < 0xDC00 and self.text[at + 6 : at + 7] == "\\" and _UNICODE.match(self.text, at + 7):
            low = int(self.text[at + 8 : at + 12], 16)
            if 0xDC00 <= low < 0xE000:
                return chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00), at + 12
        if code < 0x20 or 0xD800 <= code < 0xE000:
            return "\\", at + 1
        return chr(code), at + 6

    def _drop_unfinished(self) -> None:
        """Leave out a scalar that more may have followed, and elements of lists that did not end."""
        if self.unsettled:
            innermost = self.open[-1]
            (innermost.values if isinstance(innermost, Items) else innermost.pairs).pop()
        for container in reversed(self.open[:-1]):
            if isinstance(container, Items):
                container.values.pop()


def _is_ellipsis(text: str) -> bool:
    return bool(text) and not text.strip(".… ")
