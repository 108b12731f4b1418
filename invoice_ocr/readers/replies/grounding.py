"""The tags with which DeepSeek-OCR says where on the page a passage stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.model.geometry import Box, union

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"<\|ref\|>(?P<ref>(?:[^<]|<(?!\|/?ref\|>))*+)<\|/ref\|>\s*+<\|det\|>(?P<det>[^<]*+)<\|/det\|>"
    r"|^(?P<label>[a-z_]{1,30})(?P<boxes>\[\[[\d ,\[\]]{1,400}\]\])[ \t]*+$",
    re.MULTILINE,
)
_BOX = r"\[\s*+(\d{1,5})\s*+,\s*+(\d{1,5})\s*+,\s*+(\d{1,5})\s*+,\s*+(\d{1,5})\s*+\]"
_ONE_BOX = re.compile(_BOX)
_ALL_BOXES = re.compile(rf"\s*+\[\s*+{_BOX}(?:\s*+,\s*+{_BOX})*+\s*+\]\s*+")

LABELS = frozenset(
    {
        "text",
        "title",
        "sub_title",
        "subtitle",
        "section",
        "list",
        "list_item",
        "table",
        "image",
        "figure",
        "chart",
        "header",
    }
    | {
        "footer",
        "caption",
        "image_caption",
        "figure_caption",
        "table_caption",
        "table_footnote",
        "footnote",
        "equation",
    }
    | {"formula", "page_number", "reference", "code", "seal", "stamp", "signature", "handwriting", "aside_text", "logo"}
)
"""What the tag names a passage that follows it; anything else between the tags is the passage itself."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Marked-up text, with its place in fractions of the picture where the model gave one."""

    text: str
    box: Box | None = None


def passages(text: str, width: float, height: float) -> Iterator[Passage]:
    """The text cut at its tags; ``width`` and ``height`` are what the right and lower edge of the picture count as."""
    at, box, lead = 0, None, ""
    for tag in _TAG.finditer(text):
        yield from _passage(lead + text[at : tag.start()], box)
        name = (tag["ref"] if tag["label"] is None else tag["label"]).strip()
        lead = "" if name.lower() in LABELS else f"{name}\n"
        box = read_boxes(tag["det"] if tag["label"] is None else tag["boxes"], width, height)
        at = tag.end()
    yield from _passage(lead + text[at:], box)


def _passage(text: str, box: Box | None) -> Iterator[Passage]:
    if text.strip():
        yield Passage(text.strip("\n"), box)


def read_boxes(text: str, width: float, height: float) -> Box | None:
    """The box around all of ``[[x1, y1, x2, y2], ...]`` in fractions; None unless all lie on the picture."""
    if not _ALL_BOXES.fullmatch(text) or width <= 0 or height <= 0:
        return None
    boxes = [_fractions([int(number) for number in found], width, height) for found in _ONE_BOX.findall(text)]
    return union(box for box in boxes if box) if all(boxes) else None


def _fractions(numbers: list[int], width: float, height: float) -> Box | None:
    left, top, right, bottom = numbers
    box = Box(left / width, top / height, right / width, bottom / height)
    return box if left < right and top < bottom and box.right <= 1 and box.bottom <= 1 else None
