"""PDF: pages drawn and read by pdfium, and a judgement on whether their text can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.model.document import Attachment, Page


class PdfFormat:
    """PDF files; the header may stand anywhere in the first kilobyte, as viewers accept it."""

    media_type: Final = "application/pdf"

    def matches(self, data: bytes) -> bool:
        """Whether there is a PDF header."""
        return b"%PDF-" in data[:1024]

    def load(self, data: bytes, name: str, limits: Limits) -> tuple[Sequence[Page], tuple[Attachment, ...]]:
        """The pages, unopened, and the embedded files."""
        from invoice_ocr.documents.pdf.file import PdfFile  # noqa: PLC0415  # loads pdfium
        from invoice_ocr.documents.pdf.page import PdfPages  # noqa: PLC0415

        file = PdfFile(data, name)
        return PdfPages(file, file.count_pages(limits), limits), file.attachments(limits)


FORMAT: Final = PdfFormat()
