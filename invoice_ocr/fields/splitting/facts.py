"""What one page of a file says of itself, to tell whether it could be a document of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import resources

from invoice_ocr.fields.locale import infer_locale
from invoice_ocr.fields.numbers.choice import find_number_candidates
from invoice_ocr.fields.page.scan import Scan, scan
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.fields.parties.blocks import Block, find_blocks
from invoice_ocr.fields.parties.choice import find_seller
from invoice_ocr.fields.parties.identities import find_tax_numbers
from invoice_ocr.model.reading import PageReading, Reading

FULL_WORD = 5
"""Characters that don't stand together by chance."""

SURE_NUMBER = 2.0
"""Below this a number may be anything."""

BLANK = 10
FEW = 3
HEAD = 0.4
"""Titles of a document stand in this part of its first page."""


@dataclass(frozen=True)
class PageFacts:
    """What a page says of itself, or a part of one; ``whole`` is the reading that it is from."""

    page: PageReading
    whole: Reading

    @cached_property
    def scan(self) -> Scan:
        """All that is typed on it."""
        return scan(replace(self.whole, pages=(self.page,), claims=()))

    @cached_property
    def _blocks(self) -> list[Block]:
        return find_blocks(self.scan, frozenset())

    @cached_property
    def blank(self) -> bool:
        """Whether it has no more than a stamp or a page number."""
        return sum(len(word.text) for word in self.page.words) < BLANK

    @cached_property
    def counted(self) -> tuple[int, int] | None:
        """The page's number and how many there are, 0 where that isn't said."""
        rows = self.scan.layout.rows
        edges = [*rows[:6], *rows[-6:]]
        found = [pair for row in edges for pair in _counts(row.text)]
        return max(found, key=lambda pair: pair[1], default=None)

    @cached_property
    def number(self) -> str | None:
        """The document's number, folded."""
        named = [c for c in find_number_candidates(self.scan, self._blocks, frozenset()) if c.path == "number"]
        best = max(named, key=lambda c: c.score, default=None)
        return fold(best.value) if best and best.score >= SURE_NUMBER else None

    @cached_property
    def text(self) -> str:
        """All letters and digits, folded."""
        return fold("".join(word.text for word in self.page.words))

    @cached_property
    def sellers(self) -> frozenset[str]:
        """Tax numbers of the page's seller."""
        found = find_tax_numbers(self.scan, self._blocks, infer_locale(self.scan))
        return frozenset(fold(c.value) for c in found if c.path in {"seller.vat_id", "seller.tax_id"})

    @cached_property
    def titled(self) -> bool:
        """Whether a title stands at its head."""
        height = self.scan.layout.sizes[0][1]
        titles = [lab for lab in self.scan.labels if any(m.startswith("title.") for m in lab.meanings)]
        return any(not t.fuzzy and t.spot.box.y < HEAD * height for t in titles if "title.other" not in t.meanings)

    @cached_property
    def dated(self) -> bool:
        """Whether a date of issue stands at its head."""
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
        return sum(any(meaning.startswith("col.") for meaning in label.meanings) for label in labels) >= FEW

    @cached_property
    def priced(self) -> bool:
        """Whether it has a price, a total and something else."""
        return len(self.scan.amounts) >= FEW

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
        """The seller's name, folded."""
        found = find_seller(self.scan, self._blocks, "invoice").name
        return fold(found.value) if found else None


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
