"""E-invoices in XML: a document without pages, whose only content is the file itself.

Recognised by the outermost element; parsed here only to refuse what is broken or hostile before anything else sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.parsing import parse
from invoice_ocr.einvoice.roots import is_einvoice
from invoice_ocr.model.document import Attachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.model.document import Page


@dataclass(frozen=True, slots=True)
class XmlFormat:
    """UBL, CII, FatturaPA and Facturae; which of them, `einvoice` knows."""

    media_type: str = "application/xml"

    def matches(self, data: bytes) -> bool:
        """Whether it begins like an e-invoice."""
        return is_einvoice(data)

    def load(self, data: bytes, name: str, limits: Limits) -> tuple[Sequence[Page], tuple[Attachment, ...]]:
        """No pages, and the file as its own attachment."""
        parse(data, name, max_bytes=limits.max_attachment_bytes)
        return (), (Attachment(name, data),)


FORMAT: Final = XmlFormat()
