"""What an exporter says when its format has no room for something."""

from __future__ import annotations

from invoice_ocr.errors import InvoiceOcrError


class ExportError(InvoiceOcrError):
    """The document can't be said in this format; ``paths`` are the values that it has no room for, or lacks."""

    def __init__(self, message: str, *, paths: tuple[str, ...] = (), remedy: str = "", named: bool = False) -> None:
        """``named`` says that the message names the paths already."""
        text = message if named or not paths else f"{message} ({', '.join(paths)})"
        super().__init__(text, remedy=remedy)
        self.paths = paths

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if "\n" in self.message and self.remedy else super().__str__()
