"""The sums of EN 16931 to the cent, for e-invoices; of paper, whose layouts differ, the other families know more."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.standard.exact_allowance_total import exact_allowance_total
from invoice_ocr.checks.standard.exact_amount_due import exact_amount_due
from invoice_ocr.checks.standard.exact_category_base import exact_category_base
from invoice_ocr.checks.standard.exact_category_tax import exact_category_tax
from invoice_ocr.checks.standard.exact_charge_total import exact_charge_total
from invoice_ocr.checks.standard.exact_lines_total import exact_lines_total
from invoice_ocr.checks.standard.exact_subtotal import exact_subtotal
from invoice_ocr.checks.standard.exact_tax_amount import exact_tax_amount
from invoice_ocr.checks.standard.exact_tax_total import exact_tax_total
from invoice_ocr.checks.standard.exact_total import exact_total

CHECKS: Final = (
    Check("STD110", "error", "EN16931:BR-CO-10", exact_lines_total, INVOICES),
    Check("STD111", "error", "EN16931:BR-CO-11", exact_allowance_total, INVOICES),
    Check("STD112", "error", "EN16931:BR-CO-12", exact_charge_total, INVOICES),
    Check("STD113", "error", "EN16931:BR-CO-13", exact_subtotal, INVOICES),
    Check("STD114", "error", "EN16931:BR-CO-14", exact_tax_total, INVOICES),
    Check("STD115", "error", "EN16931:BR-CO-15", exact_total, INVOICES),
    Check("STD116", "error", "EN16931:BR-CO-16", exact_amount_due, INVOICES),
    Check("STD117", "error", "EN16931:BR-CO-17", exact_tax_amount, INVOICES),
    Check("STD208", "error", "EN16931:BR-S-08", exact_category_base, INVOICES),
    Check("STD209", "error", "EN16931:BR-S-09", exact_category_tax, INVOICES),
)
