"""Dates and periods."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.dates.delivery_far_from_issue import delivery_far_from_issue
from invoice_ocr.checks.dates.due_before_issue import due_before_issue
from invoice_ocr.checks.dates.due_long_after_issue import due_long_after_issue
from invoice_ocr.checks.dates.due_off_terms import due_off_terms
from invoice_ocr.checks.dates.issue_in_future import issue_in_future
from invoice_ocr.checks.dates.issue_long_ago import issue_long_ago
from invoice_ocr.checks.dates.line_period_outside import line_period_outside
from invoice_ocr.checks.dates.period_far_from_issue import period_far_from_issue
from invoice_ocr.checks.dates.period_reversed import period_reversed
from invoice_ocr.checks.dates.preceding_after_issue import preceding_after_issue

CHECKS: Final = (
    Check("DAT101", "warning", None, due_before_issue),
    Check("DAT102", "error", None, issue_in_future),
    Check("DAT103", "warning", None, issue_long_ago),
    Check("DAT104", "error", "EN16931:BR-29", period_reversed),
    Check("DAT105", "warning", None, due_long_after_issue),
    Check("DAT106", "warning", None, delivery_far_from_issue),
    Check("DAT107", "warning", None, preceding_after_issue),
    Check("DAT108", "warning", None, due_off_terms, INVOICES),
    Check("DAT109", "warning", None, period_far_from_issue),
    Check("DAT110", "warning", "PEPPOL-EN16931-R110", line_period_outside, INVOICES),
)
