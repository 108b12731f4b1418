"""Where one document ends and the next begins in a file of several pages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

from invoice_ocr.fields.blocks import find_blocks
from invoice_ocr.fields.identities import find_identities
from invoice_ocr.fields.locale import infer_locale
from invoice_ocr.fields.numbers import find_number_candidates
from invoice_ocr.fields.parties import find_seller
from invoice_ocr.fields.scan import Scan, scan
from invoice_ocr.fields.vocabulary import fold
from invoice_ocr.model.reading import PageReading, Reading

CLEAR = 1.5
"""Log-odds beyond which nobody need ask whether another document begins."""

FIRST_PAGE, LAST_PAGE, NEXT_PAGE, OTHER_COUNT = 6.0, 2.5, 8.0, 3.0
"""Page 1 of several; what follows the last one; the next one of as many; a page of another number of pages."""

SAME_NUMBER, OTHER_NUMBER, OTHER_SELLER = 5.0, 4.0, 3.0
HEADED = 2.0
"""A number and a date at the head of a page, where the document had no number so far."""

FULL_WORD = 5
"""Characters that don't stand together by chance."""

SURE_NUMBER = 2.0
"""Below this a number may be anything."""

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

HEAD = 0.4
"""Titles of a document stand in this part of its first page."""


class Part(NamedTuple):
    """Pages ``first`` to ``last`` of a document, counted from 0; ``doubt`` says why a person should look, if so."""

    first: int
    last: int
    doubt: str = ""


def split_pages(reading: Reading) -> list[Part]:
    """The documents in a reading, in their order; one for most files.

    Only what stands on the pages counts: how they are numbered, the document's number and seller, titles, totals, and
    sums carried forward.
    """
    if len(reading.pages) < 2:
        return [Part(0, max(0, len(reading.pages) - 1))]
    seen = [_Page(page, reading) for page in reading.pages]
    scores = list(_scores(seen))
    starts = [0, *(index for index, score in enumerate(scores, start=1) if score > 0)]
    ends = [*(start - 1 for start in starts[1:]), len(seen) - 1]
    return [Part(first, last, _doubt(first, last, scores)) for first, last in zip(starts, ends, strict=True)]


def _doubt(first: int, last: int, scores: Sequence[float]) -> str:
    """What is not clear about a part: where it begins, ends, or goes on."""
    for page in range(first, last + 2):
        if 0 < page <= len(scores) and abs(scores[page - 1]) < CLEAR:
            return f"It is not clear whether page {page + 1} of the file begins another document."
    return ""


@dataclass(frozen=True)
class _Page:
    """What one page says of itself."""

    page: PageReading
    whole: Reading

    @cached_property
    def scan(self) -> Scan:
        return scan(replace(self.whole, pages=(self.page,), claims=()))

    @cached_property
    def blank(self) -> bool:
        return sum(len(word.text) for word in self.page.words) < 10

    @cached_property
    def counted(self) -> tuple[int, int] | None:
        """The page's number and how many there are, 0 where that isn't said."""
        rows = self.scan.layout.rows
        edges = [*rows[:6], *rows[-6:]]
        found = [pair for row in edges for pair in _counts(row.text)]
        return max(found, key=lambda pair: pair[1], default=None)

    @cached_property
    def number(self) -> str | None:
        blocks = find_blocks(self.scan, frozenset())
        named = [c for c in find_number_candidates(self.scan, blocks, frozenset()) if c.path == "number"]
        best = max(named, key=lambda c: c.score, default=None)
        return fold(best.value) if best and best.score >= SURE_NUMBER else None

    @cached_property
    def text(self) -> str:
        return fold("".join(word.text for word in self.page.words))

    @cached_property
    def sellers(self) -> frozenset[str]:
        """Tax numbers of the page's seller."""
        found = find_identities(self.scan, find_blocks(self.scan, frozenset()), infer_locale(self.scan))
        return frozenset(fold(c.value) for c in found if c.path in {"seller.vat_id", "seller.tax_id"})

    @cached_property
    def titled(self) -> bool:
        height = self.scan.layout.sizes[0][1]
        titles = [lab for lab in self.scan.labels if any(m.startswith("title.") for m in lab.meanings)]
        return any(not t.fuzzy and t.spot.box.y < HEAD * height for t in titles if "title.other" not in t.meanings)

    @cached_property
    def dated(self) -> bool:
        height = self.scan.layout.sizes[0][1]
        return any(
            "issue_date" in label.meanings and label.spot.row in self.scan.dates_in and label.spot.box.y < HEAD * height
            for label in self.scan.labels
        )

    @cached_property
    def totalled(self) -> bool:
        """Whether a label of the total has an amount beside it."""
        rows = {lab.spot.row for lab in self.scan.with_meaning("total", "amount_due")}
        return any(row in self.scan.amounts_in and not self._is_header(row) for row in rows)

    def _is_header(self, row: int) -> bool:
        labels = self.scan.labels_in.get(row, [])
        return sum(any(meaning.startswith("col.") for meaning in label.meanings) for label in labels) > 2

    @cached_property
    def priced(self) -> bool:
        return len(self.scan.amounts) >= 3

    @cached_property
    def _carried(self) -> frozenset[int]:
        """Rows with a sum that is carried over; codes of two letters mean other things as well."""
        labels = self.scan.with_meaning("carried_forward")
        return frozenset(label.spot.row for label in labels if len(label.compact) >= FULL_WORD)

    @cached_property
    def brings(self) -> bool:
        """Whether the first amount is a sum from the page before."""
        return bool(self.scan.amounts) and min(value.spot.row for value in self.scan.amounts) in self._carried

    @cached_property
    def carries(self) -> bool:
        """Whether the last amount is a sum for the next page."""
        return bool(self.scan.amounts) and max(value.spot.row for value in self.scan.amounts) in self._carried

    @cached_property
    def complete(self) -> bool:
        """Whether it could be a document all by itself."""
        return self.priced and self.totalled and bool(self.scan.dates)

    @cached_property
    def name(self) -> str | None:
        found = find_seller(self.scan, find_blocks(self.scan, frozenset()), "invoice").name
        return fold(found.value) if found else None


def _scores(pages: Sequence[_Page]) -> Iterator[float]:
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

    last: _Page
    number: str | None
    totalled: bool

    def with_page(self, page: _Page, *, begins: bool) -> _SoFar:
        """The document that the page belongs to."""
        if begins:
            return _SoFar(page, page.number, page.totalled)
        return _SoFar(page, self.number or page.number, self.totalled or page.totalled)


def _evidence(so_far: _SoFar, page: _Page) -> Iterator[float]:
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


def _by_seller(before: _Page, page: _Page) -> Iterator[float]:
    if before.sellers and page.sellers:
        yield OTHER_SELLER if before.sellers.isdisjoint(page.sellers) else 0.0
    elif before.name and page.name and before.name != page.name and page.titled:
        yield OTHER_NAME


def _shape(page: _Page) -> int:
    """Width by height, in fifths of an octave: sheets of one document are alike, receipts are not."""
    width, height = page.scan.layout.sizes[0]
    return round(5 * math.log2(max(width, 1.0) / max(height, 1.0)))


def _by_number(number: str | None, page: _Page) -> Iterator[float]:
    if number and page.number:
        yield OTHER_NUMBER if number != page.number else -SAME_NUMBER
    elif number and len(number) >= FULL_WORD and number in page.text:
        yield -SAME_NUMBER
    elif page.number and page.dated:
        yield HEADED


@lru_cache(maxsize=1)
def _numbering() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Page 2 of 3, and 2/3 alone in its row."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/page_words.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    words = {name: sorted(row.split(" | "), key=len, reverse=True) for name, row in rows.items()}
    of = "|".join(map(re.escape, words["of"]))
    letters = "|".join(re.escape(word) for word in words["page"] if len(word) < 2)
    page = "|".join(re.escape(word) for word in words["page"] if len(word) > 1)
    count = rf"\s*(?:{of})\s*(?:{page})?\.?\s*(\d{{1,3}})"
    word = rf"(?:{page})\.?\s*(?:nr|no|n°)?\.?\s*:?\s*(\d{{1,3}})(?:{count})?"
    letter = rf"(?:{letters})\.?\s*(\d{{1,3}}){count}"
    named = rf"(?<![^\W\d_])(?:{word}|{letter})(?![\d.,/-])"
    bare = r"\W*(\d{1,3})\s*/\s*(\d{1,3})\W*"
    return re.compile(named, re.IGNORECASE), re.compile(bare)


def _counts(text: str) -> Iterator[tuple[int, int]]:
    named, bare = _numbering()
    for match in (*named.finditer(text), *filter(None, [bare.fullmatch(text)])):
        number, count = (int(each) for each in (*filter(None, match.groups()), 0, 0)[:2])
        if number and (not count or number <= count):
            yield number, count
