"""UN/CEFACT Cross Industry Invoice (D16B) after EN 16931.

Binding: CEN/TS 16931-3-3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.export.en16931.profiles import EN16931_CII
from invoice_ocr.export.en16931.writing import write_profile

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Export, Settings
    from invoice_ocr.model.report import Report


def as_cii(report: Report[Any], settings: Settings) -> Export:
    """One XML file."""
    return write_profile(report, settings, EN16931_CII)
