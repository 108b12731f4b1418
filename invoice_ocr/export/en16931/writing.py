"""A report becomes XML in one of the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.einvoice import write
from invoice_ocr.export.en16931.preparing import Profile, prepare
from invoice_ocr.export.exported import Export

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report


def write_profile(report: Report[Any], settings: Settings, profile: Profile) -> Export:
    """The file, with what was derived and what has no place.

    Raises:
        ExportError: The document can't be said in this profile.
    """
    ready = prepare(report, settings, profile)
    return Export(write(ready.document, profile.syntax, ready.extra), ready.derived, ready.dropped)
