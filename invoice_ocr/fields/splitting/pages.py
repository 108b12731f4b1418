"""Where one document ends and the next begins in a file of several pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from invoice_ocr.fields.splitting.facts import FULL_WORD, PageFacts
from invoice_ocr.fields.splitting.receipts import Receipts, find_receipts
from invoice_ocr.model.geometry import Box
from invoice_ocr.model.reading import Reading

CLEAR = 1.5
"""Log-odds beyond which nobody need ask whether another document begins."""

FIRST_PAGE, LAST_PAGE, NEXT_PAGE, OTHER_COUNT = 6.0, 2.5, 8.0, 3.0
"""Page 1 of several; what follows the last one; the next one of as many; a page of another number of pages."""

SAME_NUMBER, OTHER_NUMBER, OTHER_SELLER = 5.0, 4.0, 3.0
HEADED = 2.0
"""A number and a date at the head of a page, where the document had no number so far."""

OTHER_NAME, OTHER_SHAPE = 1.5, 1.5
COMPLETE = 2.0
"""Two pages each of which has prices, a total and a date."""

CARRIED = 4.0
ENDED, UNENDED = 1.5, 3.0
"""A page with a total, and one with items and no total."""

TITLED, UNTITLED = 2.0, 1.5
DATED = 1.0
PROSE = 2.5
"""A page without amounts: terms and conditions, a delivery note."""


class Part(NamedTuple):
    """Pages ``first`` to ``last`` of a document, counted from 0; ``doubt`` says why a person should look, if so.

    ``box`` is the part of its page that a receipt takes, in units of the page's frame, where several lie on one.
    """

    first: int
    last: int
    doubt: str = ""
    box: Box | None = None


def split_pages(reading: Reading) -> list[Part]:
    """The documents in a reading, in their order; one for most files.

    Only what stands on the pages counts: how they are numbered, the document's number and seller, titles, totals, and
    sums carried forward.
    """
    if len(reading.pages) == 1:
        return _on_one_page(find_receipts(reading))
    if not reading.pages:
        return [Part(0, 0)]
    seen = [PageFacts(page, reading) for page in reading.pages]
    scores = list(_scores(seen))
    starts = [0, *(index for index, score in enumerate(scores, start=1) if score > 0)]
    ends = [*(start - 1 for start in starts[1:]), len(seen) - 1]
    return [Part(first, last, _doubt(first, last, scores)) for first, last in zip(starts, ends, strict=True)]


def _on_one_page(receipts: Receipts | None) -> list[Part]:
    if receipts is None:
        return [Part(0, 0)]
    if not receipts.sure:
        return [Part(0, 0, f"There may be {len(receipts.boxes)} receipts on the page.")]
    return [Part(0, 0, box=box) for box in receipts.boxes]


def _doubt(first: int, last: int, scores: Sequence[float]) -> str:
    """What is not clear about a part: where it begins, ends, or goes on."""
    for page in range(first, last + 2):
        if 0 < page <= len(scores) and abs(scores[page - 1]) < CLEAR:
            return f"It is not clear whether page {page + 1} of the file begins another document."
    return ""


def _scores(pages: Sequence[PageFacts]) -> Iterator[float]:
    """Log-odds, for each page but the first, that it begins another document."""
    so_far = _SoFar(pages[0], pages[0].number, pages[0].totalled)
    for page in pages[1:]:
        if page.blank:
            yield -CARRIED
            continue
        score = sum(_evidence(so_far, page))
        yield score
        so_far = so_far.with_page(page, begins=score > 0)


class _SoFar(NamedTuple):
    """The document before a page: its last page, its number, and whether it has a total."""

    last: PageFacts
    number: str | None
    totalled: bool

    def with_page(self, page: PageFacts, *, begins: bool) -> _SoFar:
        """The document that the page belongs to."""
        if begins:
            return _SoFar(page, page.number, page.totalled)
        return _SoFar(page, self.number or page.number, self.totalled or page.totalled)


def _evidence(so_far: _SoFar, page: PageFacts) -> Iterator[float]:
    before = so_far.last
    yield -1.0  # most pages go on
    yield from _by_count(before.counted, page.counted)
    yield from _by_number(so_far.number, page)
    yield from _by_seller(before, page)
    if before.complete and page.complete:
        yield COMPLETE
    if _shape(before) != _shape(page):
        yield OTHER_SHAPE
    if page.brings or before.carries:
        yield -CARRIED
    yield TITLED if page.titled else -UNTITLED
    yield DATED * page.dated
    if not page.priced:
        yield -PROSE
    elif so_far.totalled:
        yield ENDED
    elif before.priced:
        yield -UNENDED


def _by_count(before: tuple[int, int] | None, page: tuple[int, int] | None) -> Iterator[float]:
    if before is not None and before[0] == before[1]:
        yield LAST_PAGE
    if page is None:
        return
    number, count = page
    if number == 1:
        yield FIRST_PAGE
    elif before is not None and (before[0] + 1, before[1]) == (number, count):
        yield -NEXT_PAGE
    elif before is not None and count and before[1] and count != before[1]:
        yield OTHER_COUNT
    else:
        yield -CARRIED


def _by_seller(before: PageFacts, page: PageFacts) -> Iterator[float]:
    if before.sellers and page.sellers:
        yield OTHER_SELLER if before.sellers.isdisjoint(page.sellers) else 0.0
    elif before.name and page.name and before.name != page.name and page.titled:
        yield OTHER_NAME


def _shape(page: PageFacts) -> int:
    """Width by height, in fifths of an octave: sheets of one document are alike, receipts are not."""
    width, height = page.scan.layout.sizes[0]
    return round(5 * math.log2(max(width, 1.0) / max(height, 1.0)))


def _by_number(number: str | None, page: PageFacts) -> Iterator[float]:
    if number and page.number:
        yield OTHER_NUMBER if number != page.number else -SAME_NUMBER
    elif number and len(number) >= FULL_WORD and number in page.text:
        yield -SAME_NUMBER
    elif page.number and page.dated:
        yield HEADED
