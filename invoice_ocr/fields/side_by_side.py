"""Several receipts on one photo or scan: columns of words with nothing between them, each a receipt by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from invoice_ocr.fields.page_facts import PageFacts
from invoice_ocr.model.geometry import Box, union
from invoice_ocr.model.reading import PageReading, Reading, Word

GUTTER = 2.5
"""Between two receipts lies at least so many heights of a word that no word crosses."""

FEWEST_WORDS = 12


class Receipts(NamedTuple):
    """Strips of the page, one for each receipt, left to right; not ``sure`` where one lacks what a receipt has.

    They reach from edge to edge, since a QR code may stand aside from all words.
    """

    boxes: list[Box]
    sure: bool


def find_receipts(reading: Reading) -> Receipts | None:
    """Several receipts on a page, in units of its frame; None where it is one document.

    Every column must have prices and a total of its own, and two of them a date: an invoice in two columns
    hasn't.
    """
    page = reading.pages[0]
    if page.source != "ocr" or not page.placed:
        return None
    columns = list(_columns(page.words))
    if len(columns) < 2 or not all(len(words) >= FEWEST_WORDS for words in columns):
        return None
    parts = [PageFacts(_with(page, words), reading) for words in columns]
    if not all(part.priced and part.totalled for part in parts):
        return None
    return Receipts(_strips(page, columns), sure=sum(part.complete for part in parts) > 1)


def _strips(page: PageReading, columns: list[list[Word]]) -> list[Box]:
    """Parts of the frame with a column each, cut in the middle between them."""
    boxes = [union(word.box for word in words) for words in columns]
    cuts = [(left.right + right.left) / 2 for left, right in pairwise(boxes)]
    edges = [0.0, *cuts, page.frame.width]
    return [Box(left, 0.0, right, page.frame.height) for left, right in pairwise(edges)]


def within(reading: Reading, box: Box) -> Reading:
    """The reading of one page with the words and codes in this box alone."""
    (page,) = reading.pages
    place = page.frame.to_page(box)
    words = [word for word in page.words if _holds(box, word.box)]
    claims = tuple(claim for claim in reading.claims if claim.box is None or _holds(place, claim.box))
    return replace(reading, pages=(_with(page, words),), claims=claims)


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the middle lies inside."""
    return outer.left <= inner.x <= outer.right and outer.top <= inner.y <= outer.bottom


def _with(page: PageReading, words: Sequence[Word]) -> PageReading:
    return replace(page, words=tuple(words))


def _columns(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Groups of words between which no word stands, left to right."""
    if not words:
        return
    heights = sorted(word.box.height for word in words)
    least = GUTTER * heights[len(heights) // 2]
    column: list[Word] = []
    edge = 0.0
    for word in sorted(words, key=lambda word: word.box.left):
        if column and word.box.left - edge > least:
            yield column
            column = []
        column.append(word)
        edge = max(edge, word.box.right) if len(column) > 1 else word.box.right
    yield column
