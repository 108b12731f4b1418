"""Which pages are asked about together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from invoice_ocr.readers.chat.pictures import Sheet, picture_page, pieces_of
from invoice_ocr.readers.replies.transcript import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.reading import PageReading
    from invoice_ocr.readers.endpoint.ask import Picture
    from invoice_ocr.readers.endpoint.profiles import Profile

MOST_PAGES = 4
"""Pages in a request, whatever the model takes: the reply must fit into its limit, too."""

LONGEST_TEXT = 24_000
"""Characters of pages without pictures in a request."""

FULL = 0.65
"""The share of the largest body that pictures may take before they grow by a third in base64."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pages as an independent reader saw them, perhaps with their pictures; ``first`` counts from 0."""

    first: int
    pages: tuple[PageReading, ...]
    sheets: tuple[Sheet, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures of all pages."""
        return tuple(picture for sheet in self.sheets for picture in sheet.pictures)

    @property
    def where(self) -> str:
        """How people call these pages."""
        last = self.first + len(self.pages)
        return f"page {last}" if len(self.pages) == 1 else f"pages {self.first + 1} to {last}"

    @property
    def view(self) -> View:
        """How large the first page is."""
        if self.sheets:
            return self.sheets[0].view
        return View(self.pages[0].frame.width, self.pages[0].frame.height)

    def single(self) -> Iterator[Run]:
        """The same pages one by one."""
        for at, page in enumerate(self.pages):
            yield Run(self.first + at, (page,), self.sheets[at : at + 1])


def picture_runs(document: Document, pages: Sequence[PageReading], profile: Profile, most: int) -> Iterator[Run]:
    """The pages with their pictures, as many at a time as the model takes; one page's pictures are made at a time."""
    most = max(1, min(most, profile.images // pieces_of(profile)))
    first, sheets, size = 0, list[Sheet](), 0
    for number, (page, seen) in enumerate(zip(document.pages, pages, strict=True)):
        sheet = picture_page(page, profile, seen.frame.turn)
        more = sum(len(picture.data) for picture in sheet.pictures)
        if sheets and (len(sheets) == most or size + more > FULL * profile.request_bytes):
            yield Run(first, tuple(pages[first:number]), tuple(sheets))
            first, sheets, size = number, [], 0
        sheets.append(sheet)
        size += more
    if sheets:
        yield Run(first, tuple(pages[first:]), tuple(sheets))


def text_runs(pages: Sequence[PageReading]) -> Iterator[Run]:
    """The pages without pictures, as many at a time as a request holds of their text."""
    first, length = 0, 0
    for number, page in enumerate(pages):
        more = sum(len(word.text) + 1 for word in page.words)
        if number > first and (number - first == MOST_PAGES or length + more > LONGEST_TEXT):
            yield Run(first, tuple(pages[first:number]))
            first, length = number, 0
        length += more
    if first < len(pages):
        yield Run(first, tuple(pages[first:]))
