"""Vision and language models behind an OpenAI-compatible ``/chat/completions``."""

from invoice_ocr.readers.chat.reader import ChatReader

__all__ = ["ChatReader"]
