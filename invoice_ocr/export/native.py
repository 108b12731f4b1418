"""The report itself, as `schemas/report.schema.json` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from invoice_ocr.model.report import Report


def as_json(report: Report[Any]) -> str:
    """Indented JSON."""
    return report.to_json(indent=2) + "\n"


def as_line(report: Report[Any]) -> str:
    """One line of JSON, as `batch` writes it."""
    return report.to_json() + "\n"
