"""Read every page by its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.model.reading import PageReading, Reading
from invoice_ocr.readers.pictures import picture_of
from invoice_ocr.readers.places import read_places
from invoice_ocr.readers.unread import reading_warnings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.document import Document, Page, TextLayer
    from invoice_ocr.model.purchase import Wanted
    from invoice_ocr.model.reading import Claim
    from invoice_ocr.readers.engine import Engine


def embedded_engine() -> Engine:
    """The engine that ships with the install, opened on first use and shared by the whole process."""
    from invoice_ocr.readers.ppocr import shared_engine  # noqa: PLC0415 - heavy, so at the first page only

    return shared_engine()


class OcrReader:
    """Reads pictures of pages, whatever text layer they have."""

    def __init__(self, engine: Engine | None = None, *, name: str = "ocr") -> None:
        self.name = name
        self._engine = engine

    def read(self, document: Document, kind: Wanted = None) -> Reading:  # noqa: ARG002 - all words are read
        """All pages, one at a time."""
        pages: list[PageReading] = []
        warnings: list[str] = []
        for number, page in enumerate(document.pages, start=1):
            reading, said = self.read_page(page, number, page.text_layer())
            pages.append(reading)
            warnings += said
        return Reading(self.name, tuple(pages), warnings=tuple(warnings))

    def look_again(self, document: Document, reading: Reading, doubts: Sequence[Doubt], /) -> tuple[Claim, ...]:
        """What the engine reads at these places when it sees nothing else, enlarged."""
        engine = self._engine or embedded_engine()
        return tuple(read_places(document, reading, doubts, engine))

    def read_page(self, page: Page, number: int, layer: TextLayer | None) -> tuple[PageReading, list[str]]:
        """One page and what is to be said of it; ``layer`` only tells how large the page is."""
        engine = self._engine or embedded_engine()
        reading = engine.read(picture_of(page, layer))
        return reading, reading_warnings(reading, number, engine.sure)
