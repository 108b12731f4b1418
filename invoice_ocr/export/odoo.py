"""UBL for Odoo's import of vendor bills.

Source: addons/account_edi_ubl_cii in https://github.com/odoo/odoo, which tells the kind of file by its UBLVersionID.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.export.en16931.profiles import ODOO
from invoice_ocr.export.en16931.writing import write_profile

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Export, Settings
    from invoice_ocr.model.report import Report


def as_odoo(report: Report[Any], settings: Settings) -> Export:
    """One XML file."""
    return write_profile(report, settings, ODOO)
