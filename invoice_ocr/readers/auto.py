"""Page by page the better source: the text layer where it is sound, else OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.model.reading import PageReading, Reading
from invoice_ocr.readers.ocr import OcrReader
from invoice_ocr.readers.textlayer import layer_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.document import Document, Page, TextLayer
    from invoice_ocr.model.purchase import Wanted
    from invoice_ocr.model.reading import Claim
    from invoice_ocr.readers.engine import Engine


class AutoReader:
    """Reads no picture of a page whose own text can be trusted."""

    name = "auto"

    def __init__(self, engine: Engine | None = None) -> None:
        self._ocr = OcrReader(engine)

    def read(self, document: Document, kind: Wanted = None) -> Reading:  # noqa: ARG002 - all words are read
        """All pages, one at a time."""
        pages: list[PageReading] = []
        warnings: list[str] = []
        for number, page in enumerate(document.pages, start=1):
            reading, said = self._read_page(page, number)
            pages.append(reading)
            warnings += said
        return Reading(self.name, tuple(pages), warnings=tuple(warnings))

    def look_again(self, document: Document, reading: Reading, doubts: Sequence[Doubt], /) -> tuple[Claim, ...]:
        """What OCR reads at these places; those of a sound text layer are not in doubt."""
        return self._ocr.look_again(document, reading, doubts)

    def _read_page(self, page: Page, number: int) -> tuple[PageReading, list[str]]:
        layer = page.text_layer()
        if layer and layer.words and not layer.suspect:
            return layer_reading(layer), []
        reading, said = self._ocr.read_page(page, number, layer)
        if not layer or not layer.words:
            return reading, said
        if reading.words:
            return reading, [_unused(layer, number), *said]
        return layer_reading(layer), [_kept(layer, number)]


def _unused(layer: TextLayer, number: int) -> str:
    return f"Page {number} was read by OCR, since its text layer is doubtful: {layer.suspect}"


def _kept(layer: TextLayer, number: int) -> str:
    return f"The text layer of page {number} is doubtful ({layer.suspect}), but OCR found no text, so it was kept."
