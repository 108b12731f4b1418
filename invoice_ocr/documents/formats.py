"""The table of formats. A new one is a module with a ``Format`` in it and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from invoice_ocr.documents import pdf, raster, xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.model.document import Attachment, Page


class Format(Protocol):
    """A file format. It must be cheap to ask whether it matches, and loading must decode no page."""

    @property
    def media_type(self) -> str:
        """Such as ``image/png``."""

    def matches(self, data: bytes, /) -> bool:
        """Whether the bytes begin like this format."""

    def load(self, data: bytes, name: str, limits: Limits) -> tuple[Sequence[Page], tuple[Attachment, ...]]:
        """The pages and the files inside the file; a ``DocumentError`` where it can't be opened."""


FORMATS: Final[tuple[Format, ...]] = (*raster.FORMATS, pdf.FORMAT, xml.FORMAT)
