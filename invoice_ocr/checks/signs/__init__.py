"""Signs of amounts."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import INVOICES, Check
from invoice_ocr.checks.signs.allowance_negative import allowance_negative
from invoice_ocr.checks.signs.credit_unreferenced import credit_unreferenced
from invoice_ocr.checks.signs.line_sign_differs import line_sign_differs
from invoice_ocr.checks.signs.paid_negative import paid_negative
from invoice_ocr.checks.signs.subtotal_sign_differs import subtotal_sign_differs
from invoice_ocr.checks.signs.tax_sign_differs import tax_sign_differs
from invoice_ocr.checks.signs.total_negative import total_negative

CHECKS: Final = (
    Check("SGN101", "warning", None, total_negative, INVOICES),
    Check("SGN102", "warning", "EN16931:BR-27", line_sign_differs),
    Check("SGN103", "warning", None, tax_sign_differs),
    Check("SGN104", "warning", None, allowance_negative),
    Check("SGN105", "warning", None, subtotal_sign_differs),
    Check("SGN106", "info", "EN16931:BR-55", credit_unreferenced, INVOICES),
    Check("SGN107", "warning", None, paid_negative),
)
