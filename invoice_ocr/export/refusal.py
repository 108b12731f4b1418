"""What an exporter says when its format has no room for something."""

from __future__ import annotations

from invoice_ocr.errors import InvoiceOcrError


class ExportError(InvoiceOcrError):
    """The document can't be said in this format; ``paths`` are the values that it has no room for, or lacks."""

    def __init__(self, message: str, *, paths: tuple[str, ...] = (), remedy: str = "") -> None:
        named = f"{message} ({', '.join(paths)})" if paths else message
        super().__init__(named, remedy=remedy)
        self.paths = paths
