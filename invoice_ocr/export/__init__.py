"""Reports as files for accounting systems.

Add a format with one module and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from invoice_ocr.errors import UsageError
from invoice_ocr.export import native, table
from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.model.report import Report

__all__ = ["EXPORTERS", "ExportError", "Exporter", "export"]


class Exporter(Protocol):
    """Writes one report in one format."""

    def __call__(self, report: Report[Any], /) -> str | bytes:
        """The file's content.

        Raises:
            ExportError: The format has no room for something in the document; the message names the paths.
        """


EXPORTERS: Final[Mapping[str, Exporter]] = {
    "json": native.as_json,
    "jsonl": native.as_line,
    "csv": table.as_csv,
}


def export(report: Report[Any], to: str = "json") -> str | bytes:
    """The report in the format of this name.

    Raises:
        UsageError: There is no such format.
        ExportError: The document can't be said in it.
    """
    if to not in EXPORTERS:
        raise UsageError(f"There is no export format {to!r}.", remedy=f"Choose one of: {', '.join(EXPORTERS)}.")
    return EXPORTERS[to](report)
