"""Peppol BIS Billing 3.0 (UBL), for the network.

Specification: https://docs.peppol.eu/poacc/billing/3.0/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.export.en16931.profiles import PEPPOL
from invoice_ocr.export.en16931.writing import write_profile

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Export, Settings
    from invoice_ocr.model.report import Report


def as_peppol(report: Report[Any], settings: Settings) -> Export:
    """One XML file."""
    return write_profile(report, settings, PEPPOL)
