"""What only receipts print: payments, change, cash rounding."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import RECEIPTS, Check
from invoice_ocr.checks.receipts.change_differs import change_differs
from invoice_ocr.checks.receipts.change_exceeds_given import change_exceeds_given
from invoice_ocr.checks.receipts.payments_differ import payments_differ
from invoice_ocr.checks.receipts.rounding_implausible import rounding_implausible
from invoice_ocr.checks.receipts.service_implausible import service_implausible
from invoice_ocr.checks.receipts.tip_implausible import tip_implausible

CHECKS: Final = (
    Check("RCP101", "error", None, payments_differ, RECEIPTS),
    Check("RCP102", "error", None, change_differs, RECEIPTS),
    Check("RCP103", "warning", None, rounding_implausible),
    Check("RCP104", "warning", None, tip_implausible, RECEIPTS),
    Check("RCP105", "error", None, change_exceeds_given, RECEIPTS),
    Check("RCP106", "warning", None, service_implausible, RECEIPTS),
)
