"""How the pages of the last documents lie, so that a second look finds its places again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.model.geometry import Frame
    from invoice_ocr.model.reading import PageReading

MOST = 64
"""Documents; more than are ever read at a time."""


class Frames:
    """The frames of each document's pages by its hash; None for a page whose boxes say nothing of it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[Frame | None, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, document: str, pages: Iterable[PageReading]) -> tuple[Frame | None, ...]:
        """Remember a document, and forget the one that was read longest ago."""
        frames = tuple(page.frame if page.placed else None for page in pages)
        with self._lock:
            self._kept[document] = frames
            self._kept.move_to_end(document)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return frames

    def of(self, document: str) -> tuple[Frame | None, ...] | None:
        """The frames of a document's pages, if they are remembered."""
        with self._lock:
            return self._kept.get(document)

    def __reduce__(self) -> tuple[Any, ...]:
        return Frames, ()
