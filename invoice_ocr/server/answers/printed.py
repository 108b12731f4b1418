"""A report's document with every value as the page prints it, instead of as it was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.model.report import Evidence, Report


def as_printed(report: Report[Any]) -> dict[str, Any]:
    """The document's fields, nested as in its schema; each leaf is a text of the page or None.

    A value whose printed text has several readings is None in the document, and stands here all the same.
    """
    document: dict[str, Any] = _printed(report.document.model_dump(), "", report.evidence)
    return document


def _printed(value: Any, path: str, evidence: Mapping[str, Evidence]) -> Any:
    if isinstance(value, dict):
        return {name: _printed(part, f"{path}.{name}" if path else name, evidence) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(part, f"{path}[{index}]", evidence) for index, part in enumerate(value)]
    return _text(value, evidence[path].text if path in evidence else None)


def _text(value: object, seen: str | None) -> str | None:
    """What was seen, or the part of it that the value is: a city within its line, the last digits of a card."""
    if isinstance(value, str) and (seen is None or value in seen):
        return value
    return seen
