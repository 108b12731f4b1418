"""Pages of a PDF: opened, used and closed again on every call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from invoice_ocr.documents.damage import guarded
from invoice_ocr.documents.pdf.drawing import draw
from invoice_ocr.documents.pdf.graphics import draw_graphics, draws_enough
from invoice_ocr.documents.pdf.library import pdfium
from invoice_ocr.documents.pdf.reading import read_text

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.documents.pdf.file import PdfFile
    from invoice_ocr.model.document import Page, TextLayer

_DOTS_PER_POINT = 200 / 72  # what a page is drawn at where no size is asked for


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page; it holds the file open and nothing else."""

    file: PdfFile
    index: int
    limits: Limits

    def text_layer(self) -> TextLayer | None:
        """The words that the page shows, and why they should not be trusted where they should not.

        A page without text gives a layer without words, ``suspect`` unless the page is blank.
        """
        with guarded(self.file.name, f"page {self.index + 1}"), self.file.page(self.index) as (page, forms):
            if not draws_enough(page):
                self.file.codeless.add(self.index)
            return read_text(page, forms)

    def graphics(self) -> Image | None:
        """The page in grey without its text, at 200 dpi; None where that can't show a code."""
        if self.index in self.file.codeless:
            return None
        with guarded(self.file.name, f"page {self.index + 1}"), self.file.page(self.index) as (page, forms):
            return draw_graphics(page, forms, self._long_side(page, None), self.limits.max_pixels)

    def image(self, *, long_side: int | None = None) -> Image:
        """Draw the page with its annotations and form fields, at 200 dpi or to the length asked for."""
        with guarded(self.file.name, f"page {self.index + 1}"), self.file.page(self.index) as (page, forms):
            return draw(page, forms, self._long_side(page, long_side), self.limits.max_pixels)

    def _long_side(self, page: object, wanted: int | None) -> float:
        longest = max(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
        return min(longest * _DOTS_PER_POINT if wanted is None else max(wanted, 1), self.limits.max_side)


@dataclass(frozen=True, slots=True)
class PdfPages(Sequence["Page"]):
    """The pages of a file, made when asked for."""

    file: PdfFile
    length: int
    limits: Limits

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        numbers = range(self.length)[index]
        if isinstance(numbers, int):
            return PdfPage(self.file, numbers, self.limits)
        return tuple(PdfPage(self.file, number, self.limits) for number in numbers)
