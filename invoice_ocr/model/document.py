"""A document as opened: pages that are loaded one at a time, when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from invoice_ocr.model.reading import Word
    from invoice_ocr.model.report import Inside


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words that a page carries as text, without reading its picture.

    Word boxes are in points of the displayed page, ``width`` x ``height``. ``suspect`` says in words why the layer
    should not be trusted (wrong character map, invisible text, picture without words, ...); empty where it is sound.
    """

    words: tuple[Word, ...]
    width: float
    height: float
    suspect: str = ""


class Page(Protocol):
    """One page of a document. Both methods load on each call and keep nothing."""

    def text_layer(self) -> TextLayer | None:
        """The page's own text, or None where the format carries none."""

    def image(self, *, long_side: int | None = None) -> Image:
        """The page as displayed (EXIF orientation applied), in RGB.

        ``long_side`` is the wanted length in pixels: a PDF page is rendered to it, a raster larger than it is scaled
        down, a smaller one is given as it is.
        """


@runtime_checkable
class DrawnPage(Protocol):
    """A page of which pictures and lines can be had apart from the text."""

    def graphics(self) -> Image | None:
        """What is drawn besides text, in grey; None where that is too little for a code."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the document, such as the XML of a Factur-X PDF."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """An opened file. ``name`` is the path as given, ``sha256`` the hash of its bytes in hex.

    ``inside`` is the e-mail or archive that the file was taken from.
    """

    name: str
    sha256: str
    media_type: str
    pages: Sequence[Page] = field(repr=False)
    attachments: tuple[Attachment, ...] = ()
    inside: Inside | None = None
