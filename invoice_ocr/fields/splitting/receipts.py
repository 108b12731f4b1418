"""Several receipts on one photo or scan, side by side or one below the other, each a receipt by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from invoice_ocr.fields.splitting.facts import PageFacts
from invoice_ocr.model.geometry import Box, union
from invoice_ocr.model.reading import PageReading, Reading, Word

GUTTER = 2.5
"""Between two receipts side by side lies at least so many heights of a word that no word crosses."""

GAP = 3.0
"""The same for receipts one below the other. Most have such gaps within them too."""

FEWEST_WORDS = 12


class Receipts(NamedTuple):
    """Parts of the page, one for each receipt, in reading order; not ``sure`` where one lacks what a receipt has.

    Together they cover the page, since a QR code may stand aside from all words.
    """

    boxes: list[Box]
    sure: bool


def find_receipts(reading: Reading) -> Receipts | None:
    """Several receipts on a page, in units of its frame; None where it is one document."""
    page = reading.pages[0]
    if page.source != "ocr" or not page.placed or not page.words:
        return None
    columns = _beside(page, reading)
    strips = _strips(page, columns)
    for sure in (True, False):  # where none are surely apart, two may be
        found = [_below(strip, words, reading, sure=sure) for strip, words in zip(strips, columns, strict=True)]
        boxes = [box for column in found for box in column]
        if len(boxes) > 1:
            parts = [PageFacts(within(reading, box).pages[0], reading) for box in boxes]
            return Receipts(boxes, sure=sure and sum(part.complete for part in parts) > 1)
    return None


def _beside(page: PageReading, reading: Reading) -> list[list[Word]]:
    """The words of the receipts that lie side by side; all of them in one list where that is one document.

    Every column must have prices and a total of its own, and two of them a date: an invoice in two columns hasn't.
    """
    columns = list(_columns(page.words))
    if len(columns) < 2 or not all(len(words) >= FEWEST_WORDS for words in columns):
        return [list(page.words)]
    parts = [PageFacts(_with(page, words), reading) for words in columns]
    return columns if all(part.priced and part.totalled for part in parts) else [list(page.words)]


def _strips(page: PageReading, columns: list[list[Word]]) -> list[Box]:
    """Parts of the frame with a column each, cut in the middle between them."""
    boxes = [union(word.box for word in words) for words in columns]
    cuts = [(left.right + right.left) / 2 for left, right in pairwise(boxes)]
    edges = [0.0, *cuts, page.frame.width]
    return [Box(left, 0.0, right, page.frame.height) for left, right in pairwise(edges)]


def _below(strip: Box, words: list[Word], reading: Reading, *, sure: bool) -> list[Box]:
    """The parts of the strip with a receipt each, top to bottom; the widest gap that parts two comes first."""
    for gap in sorted(_gaps(words), key=lambda gap: -gap.height):
        upper = [word for word in words if word.box.y < gap.y]
        lower = [word for word in words if word.box.y >= gap.y]
        if min(len(upper), len(lower)) >= FEWEST_WORDS and _are_two(upper, lower, reading, sure=sure):
            above, below = strip._replace(bottom=gap.y), strip._replace(top=gap.y)
            return [*_below(above, upper, reading, sure=sure), *_below(below, lower, reading, sure=sure)]
    return [strip]


def _are_two(upper: list[Word], lower: list[Word], reading: Reading, *, sure: bool) -> bool:
    """Whether either has prices, a total and a name, and no sum of the other's, as the slip of a card has.

    For ``sure``, both have a date, otherwise one of them.
    """
    parts = [PageFacts(_with(reading.pages[0], words), reading) for words in (upper, lower)]
    if not all(part.priced and part.totalled and part.name for part in parts):
        return False
    dated = [bool(part.scan.dates) for part in parts]
    return (all(dated) if sure else any(dated)) and _sums(parts[0]).isdisjoint(_sums(parts[1]))


def _sums(part: PageFacts) -> set[Decimal]:
    """What is printed beside the labels of totals and subtotals."""
    rows = {label.spot.row for label in part.scan.with_meaning("total", "amount_due", "subtotal")}
    return {number for row in rows for value in part.scan.amounts_in.get(row, []) for number in value.readings}


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
    least = GUTTER * _height(words)
    column: list[Word] = []
    edge = 0.0
    for word in sorted(words, key=lambda word: word.box.left):
        if column and word.box.left - edge > least:
            yield column
            column = []
        column.append(word)
        edge = max(edge, word.box.right) if len(column) > 1 else word.box.right
    yield column


def _gaps(words: Sequence[Word]) -> Iterator[Box]:
    """Where no word stands over the whole width, from one to the next."""
    least = GAP * _height(words)
    edge = min(word.box.top for word in words)
    for word in sorted(words, key=lambda word: word.box.top):
        if word.box.top - edge > least:
            yield Box(word.box.left, edge, word.box.right, word.box.top)
        edge = max(edge, word.box.bottom)


def _height(words: Sequence[Word]) -> float:
    """That of a usual word."""
    heights = sorted(word.box.height for word in words)
    return heights[len(heights) // 2]
