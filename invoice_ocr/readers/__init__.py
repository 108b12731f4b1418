"""Readers: documents in, words with boxes out.

Add a reader with one module and one line in ``READERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.auto import AutoReader
from invoice_ocr.readers.ocr import OcrReader
from invoice_ocr.readers.tesseract import TesseractEngine
from invoice_ocr.readers.textlayer import TextLayerReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.model.reader import Reader
    from invoice_ocr.readers.chat.reader import Way


def _tesseract() -> Reader:
    return OcrReader(TesseractEngine(), name="tesseract")


def _chat(way: Way) -> Callable[[], Reader]:
    def make() -> Reader:
        from invoice_ocr.readers.chat.reader import ChatReader  # noqa: PLC0415 - much code that the other readers don't need

        return ChatReader(way)

    return make


READERS: dict[str, Callable[[], Reader]] = {
    "auto": AutoReader,
    "ocr": OcrReader,
    "textlayer": TextLayerReader,
    "tesseract": _tesseract,
    "chat": _chat("chat"),
    "chat-transcribe": _chat("chat-transcribe"),
    "chat-text": _chat("chat-text"),
    "chat-hint": _chat("chat-hint"),
}


def make_reader(name: str) -> Reader:
    """The reader of this name; reading starts nothing before its first page."""
    try:
        return READERS[name]()
    except KeyError:
        raise UsageError(f"There is no reader {name!r}.", remedy=f"Choose one of: {', '.join(READERS)}.") from None
