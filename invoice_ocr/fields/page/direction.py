"""Pages that run from right to left, laid out as if they ran from left to right.

All that looks for a value beside its label looks to the right. So a page in Arabic or Hebrew is mirrored before
anything is looked for, and its frame leads back to where everything stands. What runs from left to right within it,
such as a number with its currency or a name in Latin letters, keeps its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from invoice_ocr.model.candidate import Doubt
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.geometry import Box, union
from invoice_ocr.model.reading import PageReading, Reading, Word
from invoice_ocr.values.folding import runs_leftwards

SPACE = 0.5
"""A gap of so many text heights is more than a space."""


def read_along(reading: Reading) -> Reading:
    """The reading, its pages that run from right to left mirrored."""
    if not any(map(_is_leftward, reading.pages)):
        return reading
    return replace(reading, pages=tuple(_mirrored(p) if _is_leftward(p) else p for p in reading.pages))


def as_read(draft: Draft, reading: Reading) -> Draft:
    """The draft of a reading that was mirrored, its places in the frames as they were."""
    if not any(page.frame.mirrored for page in reading.pages):
        return draft
    doubts = tuple(replace(each, box=_back(reading, each)) for each in draft.doubts)
    places = {
        path: _unmirrored(reading.pages[draft.evidence[path].page or 0], box)
        for path, box in draft.places.items()
        if path in draft.evidence
    }
    return replace(draft, doubts=doubts, places=places)


def _back(reading: Reading, doubt: Doubt) -> Box | None:
    return None if doubt.box is None else _unmirrored(reading.pages[doubt.page], doubt.box)


def _unmirrored(page: PageReading, box: Box) -> Box:
    return page.frame.mirror(box) if page.frame.mirrored else box


def _is_leftward(page: PageReading) -> bool:
    """Whether more letters run from right to left than from left to right."""
    leftward = sum(sum(map(str.isalpha, word.text)) for word in page.words if runs_leftwards(word.text))
    letters = sum(sum(map(str.isalpha, word.text)) for word in page.words)
    return 2 * leftward > letters


def _mirrored(page: PageReading) -> PageReading:
    """The page with every word at the other side; words that run from left to right side by side move together."""
    frame = replace(page.frame, mirrored=True)
    words = [
        replace(word, box=_moved(word.box, union(w.box for w in together), frame.width))
        for together in _together(page.words)
        for word in together
    ]
    return replace(page, words=tuple(words), frame=frame)


def _together(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words that keep their order: those of a line that run from left to right, with no more than a space between."""
    group: list[Word] = []
    for word in words:
        if group and not _goes_on(group[-1], word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _goes_on(last: Word, word: Word) -> bool:
    apart = word.box.left - last.box.right
    return word.line == last.line and not runs_leftwards(last.text + word.text) and 0 <= apart < SPACE * word.box.height


def _moved(box: Box, around: Box, width: float) -> Box:
    """The box where it lies once the one around it is mirrored."""
    by = width - around.right - around.left
    return Box(box.left + by, box.top, box.right + by, box.bottom)
