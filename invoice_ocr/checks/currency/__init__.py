"""The currency and its decimals."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.currency.currency_contradicted import currency_contradicted
from invoice_ocr.checks.currency.currency_obsolete import currency_obsolete
from invoice_ocr.checks.currency.decimals_exceed import decimals_exceed

CHECKS: Final = (
    Check("CUR101", "warning", None, decimals_exceed),
    Check("CUR102", "warning", "EN16931:BR-05", currency_contradicted),
    Check("CUR103", "error", None, currency_obsolete),
)
