"""Rates, bases and amounts of tax."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.taxes.category_base_differs import category_base_differs
from invoice_ocr.checks.taxes.exemption_reason_missing import exemption_reason_missing
from invoice_ocr.checks.taxes.gst_halves_differ import gst_halves_differ
from invoice_ocr.checks.taxes.gst_place_contradicted import gst_place_contradicted
from invoice_ocr.checks.taxes.intra_community_ids_missing import intra_community_ids_missing
from invoice_ocr.checks.taxes.line_rate_unlisted import line_rate_unlisted
from invoice_ocr.checks.taxes.outside_scope_mixed import outside_scope_mixed
from invoice_ocr.checks.taxes.rate_not_legal import rate_not_legal
from invoice_ocr.checks.taxes.reverse_charge_ids_missing import reverse_charge_ids_missing
from invoice_ocr.checks.taxes.reverse_charge_taxed import reverse_charge_taxed
from invoice_ocr.checks.taxes.small_business_taxed import small_business_taxed
from invoice_ocr.checks.taxes.split_payment_mixed import split_payment_mixed
from invoice_ocr.checks.taxes.standard_rate_zero import standard_rate_zero
from invoice_ocr.checks.taxes.tax_amount_differs import tax_amount_differs
from invoice_ocr.checks.taxes.tax_base_off_lines import tax_base_off_lines
from invoice_ocr.checks.taxes.tax_bases_differ import tax_bases_differ
from invoice_ocr.checks.taxes.tax_rows_differ import tax_rows_differ
from invoice_ocr.checks.taxes.tax_share_implausible import tax_share_implausible
from invoice_ocr.checks.taxes.tax_total_off_rate import tax_total_off_rate
from invoice_ocr.checks.taxes.untaxed_amount import untaxed_amount
from invoice_ocr.checks.taxes.untaxed_rate import untaxed_rate

CHECKS: Final = (
    Check("TAX101", "error", "EN16931:BR-CO-14", tax_rows_differ),
    Check("TAX102", "error", "EN16931:BR-CO-17", tax_amount_differs),
    Check("TAX103", "error", "EN16931:BR-CO-17", tax_total_off_rate),
    Check("TAX104", "error", "EN16931:BR-S-08", tax_bases_differ),
    Check("TAX105", "error", "EN16931:BR-S-08", tax_base_off_lines),
    Check("TAX106", "warning", "EN16931:BR-CO-18", line_rate_unlisted),
    Check("TAX107", "warning", "EN16931:BR-E-05", untaxed_rate),
    Check("TAX108", "error", "EN16931:BR-E-09", untaxed_amount),
    Check("TAX109", "warning", "EN16931:BR-S-05", standard_rate_zero),
    Check("TAX110", "error", "EN16931:BR-E-08", category_base_differs),
    Check("TAX111", "warning", "EN16931:BR-AE-02", reverse_charge_ids_missing, INVOICES),
    Check("TAX112", "warning", "EN16931:BR-IC-02", intra_community_ids_missing, INVOICES),
    Check("TAX113", "info", "EN16931:BR-E-10", exemption_reason_missing, INVOICES),
    Check("TAX114", "warning", None, reverse_charge_taxed, INVOICES),
    Check("TAX115", "warning", None, small_business_taxed),
    Check("TAX116", "warning", None, rate_not_legal),
    Check("TAX117", "warning", None, gst_halves_differ),
    Check("TAX118", "info", None, gst_place_contradicted, INVOICES),
    Check("TAX119", "warning", "EN16931:BR-O-11", outside_scope_mixed),
    Check("TAX120", "warning", "EN16931:BR-B-02", split_payment_mixed),
    Check("TAX121", "warning", None, tax_share_implausible),
)
