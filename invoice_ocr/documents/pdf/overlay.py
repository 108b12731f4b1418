"""Words that were drawn over other words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.documents.pdf.ink import Ink
    from invoice_ocr.documents.pdf.words import Found
    from invoice_ocr.model.geometry import Box

_COVERED = 0.5  # of the smaller box; lines that stand close overlap by a third
_SIMILAR = 1.6  # a watermark is larger than the text it lies under


class Overlay(NamedTuple):
    """What is to be said about words in one place.

    ``kept`` are those that can be seen, each once. ``covered`` are text objects that something was pasted over, and
    ``torn`` says that one of them is seen in part. ``crossing`` are numbers that are printed over each other.
    """

    kept: list[Found]
    covered: list[object]
    torn: bool
    crossing: list[str]


def untangle(found: Sequence[Found], ink: Ink) -> Overlay:
    """Look at words that lie over each other.

    The lower one may be hidden by a box or a picture between them. Where both are seen, a long text has run into the
    next column, which happens in sound invoices; two numbers are worth a look.
    """
    pairs = [(found[one], found[other]) for one, other in _pairs(found)]
    copies = {id(other) for one, other in pairs if one.word.text == other.word.text}
    pairs = [pair for pair in pairs if pair[0].word.text != pair[1].word.text and not _share_object(*pair)]
    hidden = _hidden([one for one, _ in pairs], ink) if pairs else set()
    covered = {id(pen): pen.drawn for item in found if id(item) in hidden for pen in item.pens}
    kept = [item for item in found if id(item) not in hidden | copies]
    torn = any(id(pen) in covered for item in kept for pen in item.pens)
    crossing = [item.word.text for pair in pairs if id(pair[0]) not in hidden and _are_numbers(*pair) for item in pair]
    return Overlay(kept, list(covered.values()), torn, crossing)


def _hidden(lower: Sequence[Found], ink: Ink) -> set[int]:
    """The words, by identity, that leave no ink when drawn without those that lie over them."""
    texts = [pen.drawn for item in lower for pen in item.pens]
    drawn = ink.are_drawn([item.word.box for item in lower], texts)
    return {id(item) for item, seen in zip(lower, drawn, strict=True) if not seen}


def _pairs(found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Words of about the same size in the same place; the one that was drawn first comes first."""
    order = sorted(range(len(found)), key=lambda index: found[index].word.box.top)
    for at, one in enumerate(order):
        box = found[one].word.box
        middle = box.y
        for other in order[at + 1 :]:
            if found[other].word.box.top > middle:
                break
            if _covers(box, found[other].word.box):
                yield (one, other) if found[one].order <= found[other].order else (other, one)


def _covers(one: Box, other: Box) -> bool:
    width = min(one.right, other.right) - max(one.left, other.left)
    if width <= 0:
        return False
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    similar = max(one.height, other.height) <= _SIMILAR * min(one.height, other.height)
    return similar and width * height > _COVERED * min(one.width * one.height, other.width * other.height)


def _share_object(one: Found, other: Found) -> bool:
    return any(pen is another for pen in one.pens for another in other.pens)


def _are_numbers(*found: Found) -> bool:
    return all(any(character.isdigit() for character in item.word.text) for item in found)
