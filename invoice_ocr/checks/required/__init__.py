"""What a document of its kind has to say."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.required.buyer_missing import buyer_missing
from invoice_ocr.checks.required.currency_missing import currency_missing
from invoice_ocr.checks.required.delivery_missing import delivery_missing
from invoice_ocr.checks.required.description_missing import description_missing
from invoice_ocr.checks.required.issue_date_missing import issue_date_missing
from invoice_ocr.checks.required.line_amount_missing import line_amount_missing
from invoice_ocr.checks.required.line_rate_missing import line_rate_missing
from invoice_ocr.checks.required.lines_missing import lines_missing
from invoice_ocr.checks.required.number_missing import number_missing
from invoice_ocr.checks.required.profile_field_missing import profile_field_missing
from invoice_ocr.checks.required.seller_address_missing import seller_address_missing
from invoice_ocr.checks.required.seller_country_unexpected import seller_country_unexpected
from invoice_ocr.checks.required.seller_id_missing import seller_id_missing
from invoice_ocr.checks.required.seller_missing import seller_missing
from invoice_ocr.checks.required.tax_rows_missing import tax_rows_missing
from invoice_ocr.checks.required.total_missing import total_missing

CHECKS: Final = (
    Check("REQ101", "error", "EN16931:BR-14", total_missing),
    Check("REQ102", "error", "EN16931:BR-03", issue_date_missing),
    Check("REQ103", "error", "EN16931:BR-06", seller_missing),
    Check("REQ104", "error", "EN16931:BR-02", number_missing, INVOICES),
    Check("REQ105", "error", "EN16931:BR-05", currency_missing, INVOICES),
    Check("REQ106", "info", "EN16931:BR-16", lines_missing),
    Check("REQ107", "info", "EN16931:BR-07", buyer_missing, INVOICES),
    Check("REQ108", "info", "EN16931:BR-CO-26", seller_id_missing),
    Check("REQ109", "info", "EN16931:BR-24", line_amount_missing),
    Check("REQ110", "info", "EN16931:BR-CO-18", tax_rows_missing),
    Check("REQ111", "error", None, profile_field_missing),
    Check("REQ112", "info", "EN16931:BR-08", seller_address_missing, INVOICES),
    Check("REQ113", "info", "EN16931:BR-25", description_missing, INVOICES),
    Check("REQ114", "info", "EN16931:BR-CO-04", line_rate_missing, INVOICES),
    Check("REQ115", "info", "EN16931:BR-IC-11", delivery_missing, INVOICES),
    Check("REQ116", "warning", None, seller_country_unexpected),
)
