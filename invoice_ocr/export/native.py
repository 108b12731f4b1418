"""The report itself, as `schemas/report.schema.json` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.export.exported import Export

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report


def as_json(report: Report[Any], _settings: Settings) -> Export:
    """Indented JSON."""
    return Export(report.to_json(indent=2) + "\n")


def as_line(report: Report[Any], _settings: Settings) -> Export:
    """One line of JSON, as `batch` writes it."""
    return Export(report.to_json() + "\n")
