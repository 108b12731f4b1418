"""Raster images: recognised by signature, checked by header, decoded when a page is asked for.

Pillow's decoders are called by class, one per format, rather than through ``Image.open``: no other decoder ever sees
the bytes, and the size is ours to check.
"""

from __future__ import annotations

import importlib
import threading
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from invoice_ocr.documents.damage import guarded
from invoice_ocr.errors import DocumentTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.model.document import Attachment, Page, TextLayer

_QUIET = threading.Lock()  # the filters of warnings belong to the process


@dataclass(frozen=True, slots=True)
class RasterFormat:
    """A format that one of Pillow's classes decodes; ``decoder`` is its module and name."""

    media_type: str
    decoder: tuple[str, str]
    signature: Callable[[bytes], bool]
    several_pages: bool = False

    def matches(self, data: bytes) -> bool:
        """Whether the first bytes are this format's."""
        return self.signature(data[:32])

    def load(self, data: bytes, name: str, limits: Limits) -> tuple[Sequence[Page], tuple[Attachment, ...]]:
        """One page per picture; an animation counts as its first."""
        with guarded(name, "the picture"):
            count = self._check_frames(data, name, limits)
        return tuple(RasterPage(self, data, name, number) for number in range(count)), ()

    def open(self, data: bytes) -> ImageFile:
        """Read the header. The decoders' complaints about metadata are of no use to anybody."""
        module, class_name = self.decoder
        decoder = getattr(importlib.import_module(module), class_name)
        with _QUIET, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return cast("ImageFile", decoder(BytesIO(data)))

    def seek(self, picture: ImageFile, number: int) -> bool:
        """Go to a picture of the file; false where there is none."""
        try:
            with _QUIET, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                picture.seek(number)
        except EOFError:
            return False
        return True

    def _check_frames(self, data: bytes, name: str, limits: Limits) -> int:
        picture = self.open(data)
        _check_size(picture.size, name, limits)
        if not self.several_pages:
            return 1
        count = 1
        while self.seek(picture, count):
            count += 1
            _check_size(picture.size, f"{name}, page {count}", limits)
            if count > limits.max_pages:
                message = f"{name} has more than {limits.max_pages} pages."
                raise DocumentTooLarge(message, remedy="Split it, or raise max_pages.")
        return count


@dataclass(frozen=True, slots=True)
class RasterPage:
    """A picture inside the bytes of its file."""

    format: RasterFormat
    data: bytes = field(repr=False)
    name: str
    number: int

    def text_layer(self) -> TextLayer | None:
        """None: a picture carries no text."""
        return None

    def image(self, *, long_side: int | None = None) -> Image:
        """Decode the picture, upright and in RGB."""
        from invoice_ocr.documents import pixels  # noqa: PLC0415  # loads Pillow

        with guarded(self.name, "the picture"):
            picture = self.format.open(self.data)
            if self.number:
                self.format.seek(picture, self.number)
            return pixels.displayed(picture, long_side)


def _check_size(size: tuple[int, int], name: str, limits: Limits) -> None:
    width, height = size
    if width * height > limits.max_pixels or max(size) > limits.max_side:
        most = f"{limits.max_pixels / 1e6:g} megapixels and {limits.max_side:,} pixels a side"
        message = f"{name} has {width:,} x {height:,} pixels; the most that is read is {most}."
        raise DocumentTooLarge(message, remedy="Scan it at 300 dpi, or scale it down.")


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    """HEIF and AVIF share a container and differ in the brands that its first box lists."""

    def matches(head: bytes) -> bool:
        if head[4:8] != b"ftyp":
            return False
        main = head[8:12]
        return main in brands or (main in _ANY_BRAND and any(head[i : i + 4] in brands for i in range(16, 32, 4)))

    return matches


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


_ANY_BRAND = (b"mif1", b"msf1", b"miaf")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")

FORMATS: Final = (
    RasterFormat("image/png", ("PIL.PngImagePlugin", "PngImageFile"), _starts(b"\x89PNG\r\n\x1a\n")),
    RasterFormat("image/jpeg", ("PIL.JpegImagePlugin", "JpegImageFile"), _starts(b"\xff\xd8\xff")),
    RasterFormat("image/webp", ("PIL.WebPImagePlugin", "WebPImageFile"), _is_webp),
    RasterFormat("image/gif", ("PIL.GifImagePlugin", "GifImageFile"), _starts(b"GIF87a", b"GIF89a")),
    RasterFormat("image/bmp", ("PIL.BmpImagePlugin", "BmpImageFile"), _starts(b"BM")),
    RasterFormat(
        "image/tiff",
        ("PIL.TiffImagePlugin", "TiffImageFile"),
        _starts(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
        several_pages=True,
    ),
    RasterFormat("image/avif", ("PIL.AvifImagePlugin", "AvifImageFile"), _brand(b"avif", b"avis")),
    RasterFormat("image/heic", ("pillow_heif", "HeifImageFile"), _brand(*_HEIC, *_ANY_BRAND)),
)
