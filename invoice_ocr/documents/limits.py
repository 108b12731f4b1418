"""How much of a document is let in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """What is more than this is refused (``DocumentTooLarge``) or, when a PDF page is drawn, drawn smaller.

    Pixels and sides are per page and are checked from the header, before anything is decoded.
    """

    max_bytes: int = 64 * 2**20
    max_pixels: int = 50_000_000
    max_side: int = 16_384
    max_pages: int = 1000
    max_attachment_bytes: int = 16 * 2**20
    max_attachments: int = 100
    url_timeout_s: float = 30.0


USUAL: Final = Limits()
