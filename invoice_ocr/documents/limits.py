"""How much of a document is let in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from invoice_ocr.errors import DocumentTooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """What is more than this is refused (``DocumentTooLarge``) or, when a PDF page is drawn, drawn smaller.

    Pixels and sides are per page and are checked from the header, before anything is decoded. ``max_files``,
    ``max_depth`` (messages and archives inside one another) and ``max_unpacked_bytes`` are for all that is inside of an
    e-mail or archive, ``max_ratio`` is how many times smaller than itself a file in an archive may be packed.
    """

    max_bytes: int = 64 * 2**20
    max_pixels: int = 50_000_000
    max_side: int = 16_384
    max_pages: int = 1000
    max_attachment_bytes: int = 16 * 2**20
    max_attachments: int = 100
    max_files: int = 200
    max_depth: int = 4
    max_unpacked_bytes: int = 256 * 2**20
    max_ratio: int = 200
    url_timeout_s: float = 30.0

    def too_large(self, name: str) -> DocumentTooLarge:
        """The error for a file of too many bytes."""
        return DocumentTooLarge(
            f"{name} is larger than {self.max_bytes:,} bytes.",
            remedy="Split it, scan it at 300 dpi, or raise max_bytes.",
        )


USUAL: Final = Limits()
