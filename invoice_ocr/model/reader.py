"""What every reader does."""

from __future__ import annotations

from typing import Protocol

from invoice_ocr.model.document import Document
from invoice_ocr.model.purchase import Wanted
from invoice_ocr.model.reading import Reading


class Reader(Protocol):
    """Anything that reads documents; safe to be called from several threads."""

    @property
    def name(self) -> str:
        """What the report calls it."""

    def read(self, document: Document, /, kind: Wanted = None) -> Reading:
        """Read all pages, one at a time.

        ``kind`` is what the caller wants; a model is asked for its fields, an OCR reads everything anyway.
        """
