"""What an OCR engine must offer; another engine is one module with such a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image

    from invoice_ocr.model.reading import PageReading


class Engine(Protocol):
    """Reads one picture at a time; safe to be called from several threads."""

    @property
    def sure(self) -> float:
        """The confidence from which on a word is as good as read; wrong scripts stay below it."""

    def read(self, image: Image, /) -> PageReading:
        """The words of an RGB picture in its upright, level frame."""
