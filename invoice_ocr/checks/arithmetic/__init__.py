"""Sums of amounts."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.arithmetic.allowance_rate_differs import allowance_rate_differs
from invoice_ocr.checks.arithmetic.allowance_total_differs import allowance_total_differs
from invoice_ocr.checks.arithmetic.amount_due_differs import amount_due_differs
from invoice_ocr.checks.arithmetic.amount_due_unexplained import amount_due_unexplained
from invoice_ocr.checks.arithmetic.charge_total_differs import charge_total_differs
from invoice_ocr.checks.arithmetic.line_amount_differs import line_amount_differs
from invoice_ocr.checks.arithmetic.lines_differ import lines_differ
from invoice_ocr.checks.arithmetic.subtotal_differs import subtotal_differs
from invoice_ocr.checks.arithmetic.total_differs import total_differs
from invoice_ocr.checks.check import Check

CHECKS: Final = (
    Check("ARI101", "error", "PEPPOL-EN16931-R120", line_amount_differs),
    Check("ARI102", "error", "EN16931:BR-CO-10", lines_differ),
    Check("ARI103", "error", "EN16931:BR-CO-13", subtotal_differs),
    Check("ARI104", "error", "EN16931:BR-CO-15", total_differs),
    Check("ARI105", "error", "EN16931:BR-CO-16", amount_due_differs),
    Check("ARI106", "warning", "EN16931:BR-CO-16", amount_due_unexplained),
    Check("ARI107", "error", "EN16931:BR-CO-11", allowance_total_differs),
    Check("ARI108", "error", "EN16931:BR-CO-12", charge_total_differs),
    Check("ARI109", "error", "PEPPOL-EN16931-R040", allowance_rate_differs),
)
