"""How and when to pay."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.payment.overpaid import overpaid
from invoice_ocr.checks.payment.payment_time_missing import payment_time_missing
from invoice_ocr.checks.payment.reference_belgian_checksum import reference_belgian_checksum
from invoice_ocr.checks.payment.reference_checksum import reference_checksum
from invoice_ocr.checks.payment.transfer_account_missing import transfer_account_missing

CHECKS: Final = (
    Check("PAY101", "warning", None, overpaid, INVOICES),
    Check("PAY102", "info", "EN16931:BR-CO-25", payment_time_missing, INVOICES),
    Check("PAY103", "warning", None, reference_checksum),
    Check("PAY104", "info", "EN16931:BR-61", transfer_account_missing, INVOICES),
    Check("PAY105", "warning", None, reference_belgian_checksum),
)
