"""Signs of forgery, and of paying twice."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.fraud.account_change_announced import account_change_announced
from invoice_ocr.checks.fraud.account_changed import account_changed
from invoice_ocr.checks.fraud.document_alike_seen import document_alike_seen
from invoice_ocr.checks.fraud.file_edited import file_edited
from invoice_ocr.checks.fraud.file_seen_before import file_seen_before
from invoice_ocr.checks.fraud.hidden_characters import hidden_characters
from invoice_ocr.checks.fraud.name_mixed_scripts import name_mixed_scripts
from invoice_ocr.checks.fraud.number_alike_seen import number_alike_seen
from invoice_ocr.checks.fraud.number_seen_before import number_seen_before
from invoice_ocr.checks.fraud.page_alike_seen import page_alike_seen

CHECKS: Final = (
    Check("FRD101", "warning", None, name_mixed_scripts),
    Check("FRD102", "warning", None, hidden_characters),
    Check("FRD103", "warning", None, account_change_announced, INVOICES),
    Check("FRD104", "error", None, account_changed, INVOICES),
    Check("FRD105", "error", None, number_seen_before, INVOICES),
    Check("FRD106", "warning", None, number_alike_seen, INVOICES),
    Check("FRD107", "warning", None, document_alike_seen),
    Check("FRD108", "warning", None, file_seen_before),
    Check("FRD109", "info", None, file_edited),
    Check("FRD110", "warning", None, page_alike_seen),
)
