"""A second look at parts of a page."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.errors import ReplyError
from invoice_ocr.model.geometry import Box
from invoice_ocr.model.reading import Claim
from invoice_ocr.readers.chat.asks import ask_for_part
from invoice_ocr.readers.chat.pictures import picture_part
from invoice_ocr.readers.parts import around
from invoice_ocr.readers.replies.absent import is_absent
from invoice_ocr.readers.replies.arranging import VALUE
from invoice_ocr.readers.replies.canvas import rows_of
from invoice_ocr.readers.replies.json_nodes import Members, Scalar
from invoice_ocr.readers.replies.names import folded
from invoice_ocr.readers.replies.objects import find_objects, unquoted, without_thoughts
from invoice_ocr.readers.replies.reply import FINISHED, is_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.geometry import Frame
    from invoice_ocr.readers.endpoint.ask import Completes, Completion

MOST = 8
"""Parts that are looked at; a document with more doubts than that needs a person."""

BESIDE, ABOVE = 0.35, 1.2
"""How much is shown around a place: in widths of the page to both sides, in heights of the place above and below."""

LONGEST = 200
"""Characters of a reply without JSON that may be the wanted text."""

WHOLE_PAGE = Box(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """A place on a displayed page, in fractions, and with what is around it."""

    page: int
    box: Box | None
    shown: Box
    turn: int


def read_parts(
    client: Completes, document: Document, doubts: Sequence[Doubt], frames: Sequence[Frame | None]
) -> Iterator[Claim]:
    """What is printed at the places in doubt; where a reply can't be used, nothing."""
    wanted: dict[_Part, list[str]] = defaultdict(list)
    for doubt in doubts:
        if doubt.page < len(frames):
            wanted[_part(doubt, frames[doubt.page])].append(doubt.path)
    for part, paths in list(wanted.items())[:MOST]:
        picture = picture_part(document.pages[part.page], part.shown, client.profile.image_side, part.turn)
        ask = ask_for_part(client.profile, picture, {path: in_words(path) for path in paths})
        try:
            completion = client.complete(ask)
        except ReplyError:
            continue
        for path, text in said_of(completion, paths):
            yield Claim(path, text, part.page, part.box)


def _part(doubt: Doubt, frame: Frame | None) -> _Part:
    if frame is None or doubt.box is None:
        return _Part(doubt.page, None, WHOLE_PAGE, frame.turn if frame else 0)
    shown = around(doubt.box, frame, BESIDE * frame.width, ABOVE * doubt.box.height)
    return _Part(doubt.page, frame.to_page(doubt.box), frame.to_page(shown), frame.turn)


def in_words(path: str) -> str:
    """A path as people say it: ``lines[2].unit_price`` is the unit price of a line item."""
    *outer, last = re.sub(r"\[\d+\]|\.text$", "", path).replace("_", " ").split(".")
    owner = {"lines": "line item", "taxes": "tax"}.get(outer[0], outer[0]) if outer else ""
    return f"the {last} of the {owner}" if owner else f"the {last}"


def said_of(completion: Completion, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts for these paths, but for those that contradict each other.

    A short text without JSON is the only path's, unless it says that there is nothing.
    """
    if completion.refusal or completion.finish_reason.lower() not in FINISHED:
        return
    text = unquoted(without_thoughts(completion.content))
    objects = find_objects(text)
    if objects:
        said = [pair for each in objects for pair in _members(each.members, paths)] if objects[-1].whole else []
        for path in paths:
            texts = {text for named, text in said if named == path}
            if len(texts) == 1:
                yield path, texts.pop()
    elif len(paths) == 1 and "{" not in text:
        rows = [" ".join(run.text for run in row) for row in rows_of(text)]
        line = " ".join(rows).strip()
        if len(line) <= LONGEST and not is_absent(Scalar(line)) and not is_refusal(line):
            yield paths[0], line


def _members(members: Members, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is said under the paths' names; where there is one path, its last part or any name of a value will do."""
    names = {folded(path): path for path in paths}
    given = {folded(key) for key, _ in members.pairs}
    if len(paths) == 1 and not given & names.keys():
        names = dict.fromkeys((folded(paths[0].rpartition(".")[2]), *VALUE), paths[0])
    for key, node in members.pairs:
        path = names.get(folded(key))
        if path and isinstance(node, Scalar) and not is_absent(node):
            yield path, node.text.strip()
