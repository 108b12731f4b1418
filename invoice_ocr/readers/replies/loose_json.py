"""JSON as models write it, read without touching what it says.

Every scalar keeps the characters it was written with: `12.`, `1 234,56` and `(12.00)` are texts, and nothing here turns
them into numbers. What may be put right is punctuation alone: quotes of all kinds, missing or surplus commas, comments,
bare keys, quotation marks within a text. Reading is one pass without recursion; its time grows with the length.
"""

from __future__ import annotations

import re

from invoice_ocr.readers.replies.json_nodes import Items, Members, Node, Parsed, Scalar
from invoice_ocr.readers.replies.json_texts import QUOTED_KEY, QUOTES, read_quoted

DEEPEST = 64

NEAR = 10_000
"""Characters in which the end of an object is looked for that seems to end too early."""

UNCLOSED = "a text without its closing quotation mark"
OMITTED = "an ellipsis in place of content"
GARBAGE = "something that is neither a name nor a value"
MISMATCHED = "a bracket that closes nothing"

_KEY = rf"(?:[{QUOTES}]|[^\W\d][\w.\-]{{0,60}}+\s{{0,20}}+:|\d{{1,9}}+\s{{0,20}}+:)"
_COMMENT = r"//|/\*"
_DOTS = r"\.{2}|…"
_BETWEEN = re.compile(r"(?:\s++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))++")
_BARE_KEY = re.compile(r"([^\W\d][\w.\-]{0,60}+|\d{1,9}+)\s{0,20}+(?=[:=])")
_COLON = re.compile(r"\s{0,20}+(?:=>|[:=])")
_BARE = re.compile(r"[^,}\]\n]++")
_TRAILING_COMMENT = re.compile(r"\s(?://|/\*)")
_DECIMALS = re.compile(r"(?<=\d),(?!\d{1,9}+\s{0,20}+:)[\d–—-]")
_AFTER_KEY = re.compile(r"\s*+(?:=>|[:=])")
_AFTER_MEMBER = re.compile(
    rf"\s*+(?:[}}\]]|,\s*+(?:{_KEY}|[}}\],]|{_COMMENT}|{_DOTS}|\Z)|{_COMMENT}|\Z)|[^\S\n]*+\n\s*+[{QUOTES}]"
    rf"|\s*+{QUOTED_KEY}"
)
_AFTER_ITEM = re.compile(rf"\s*+(?:[}}\],]|{_COMMENT}|\Z)|[^\S\n]*+\n\s*+[{QUOTES}{{\[]")
_OPENING = re.compile(rf"\{{\s*+(?:{_KEY}|\}}|{_COMMENT}|\Z)")


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
        """Close the container that the bracket belongs to with all in it, or else the innermost.

        A brace that would end the object, with another one to come, was meant for the list that is open.
        """
        wanted = Members if char == "}" else Items
        innermost = len(self.open) - 1
        depth = next((i for i in range(innermost, -1, -1) if isinstance(self.open[i], wanted)), innermost)
        if not isinstance(self.open[-1], wanted):
            self.faults.append(MISMATCHED)
            if not depth and self.text.find("}", self.at + 1, self.at + NEAR) >= 0:
                depth = innermost
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
        elif self.text[start] in QUOTES:
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
        if self.text[self.at] in QUOTES:
            scalar = self._string(_AFTER_ITEM if isinstance(self.open[-1], Items) else _AFTER_MEMBER)
        else:
            scalar = self._bare()
        if scalar is None:
            self.keys[-1] = None
            return
        self._put(scalar)
        self.unsettled = True

    def _bare(self) -> Scalar | None:
        """A value without quotation marks; a comma between digits belongs to it, as in 1 234,56."""
        start = self.at
        in_list = isinstance(self.open[-1], Items)
        end = start
        while chunk := _BARE.match(self.text, end):
            end = chunk.end()
            if in_list or not _DECIMALS.match(self.text, end):
                break
            end += 1
        comment = _TRAILING_COMMENT.search(self.text, start, end)
        end = comment.start() if comment else end
        self.at = max(end, start + 1)
        text = self.text[start:end].rstrip()
        if _is_ellipsis(text):
            self.faults.append(OMITTED)
            return None
        return Scalar(text)

    def _string(self, after: re.Pattern[str]) -> Scalar | None:
        quoted = read_quoted(self.text, self.at, after)
        self.at = quoted.reached
        if not quoted.closed:
            self.faults.append(UNCLOSED)
        return quoted.scalar

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
