"""What every reader does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from invoice_ocr.model.candidate import Doubt
from invoice_ocr.model.document import Document
from invoice_ocr.model.purchase import Wanted
from invoice_ocr.model.reading import Claim, Reading


class Reader(Protocol):
    """Anything that reads documents; safe to be called from several threads."""

    @property
    def name(self) -> str:
        """What the report calls it."""

    def read(self, document: Document, /, kind: Wanted = None) -> Reading:
        """Read all pages, one at a time.

        ``kind`` is what the caller wants; a model is asked for its fields, an OCR reads everything anyway.
        """


@runtime_checkable
class LooksAgain(Protocol):
    """A reader that can look at single places once more."""

    def look_again(self, document: Document, reading: Reading, doubts: Sequence[Doubt], /) -> tuple[Claim, ...]:
        """What is printed at the places in doubt, as far as it can be read; it is not told what was read there."""
