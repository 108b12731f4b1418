"""UBL 2.1, invoice or credit note, after EN 16931.

Specification: https://docs.oasis-open.org/ubl/UBL-2.1.html; binding: CEN/TS 16931-3-2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.export.en16931.profiles import EN16931_UBL
from invoice_ocr.export.en16931.writing import write_profile

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Export, Settings
    from invoice_ocr.model.report import Report


def as_ubl(report: Report[Any], settings: Settings) -> Export:
    """One XML file."""
    return write_profile(report, settings, EN16931_UBL)
