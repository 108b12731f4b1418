"""Take the words that the file carries as text; no picture is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.errors import ReaderError
from invoice_ocr.model.geometry import Frame
from invoice_ocr.model.reading import PageReading, Reading

if TYPE_CHECKING:
    from invoice_ocr.model.document import Document, Page, TextLayer
    from invoice_ocr.model.purchase import Wanted


class TextLayerReader:
    """Reads the text layer of every page, sound or not."""

    name = "textlayer"

    def read(self, document: Document, kind: Wanted = None) -> Reading:  # noqa: ARG002 - all words are read
        """All pages; a document without any text layer is an error."""
        layers = [page.text_layer() for page in document.pages]
        if not any(layer and layer.words for layer in layers):
            raise ReaderError(
                f"{document.name} carries no text, only pictures.", remedy="Read it with the reader 'ocr' or 'auto'."
            )
        pages = [_page_reading(page, layer) for page, layer in zip(document.pages, layers, strict=True)]
        return Reading(self.name, tuple(pages), warnings=_warnings(layers))


def layer_reading(layer: TextLayer) -> PageReading:
    """A text layer as a page's reading."""
    return PageReading(layer.words, Frame(layer.width, layer.height), "textlayer")


def _page_reading(page: Page, layer: TextLayer | None) -> PageReading:
    if layer is not None:
        return layer_reading(layer)
    return PageReading((), Frame(*page.image(long_side=1).size), "textlayer")


def _warnings(layers: list[TextLayer | None]) -> tuple[str, ...]:
    return tuple(
        f"The text layer of page {number} is doubtful: {layer.suspect}"
        for number, layer in enumerate(layers, start=1)
        if layer and layer.suspect
    )
