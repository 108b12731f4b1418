"""Values that are possible, and yet look misread."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.plausibility.amount_is_number import amount_is_number
from invoice_ocr.checks.plausibility.carried_forward_counted import carried_forward_counted
from invoice_ocr.checks.plausibility.decimal_shifted import decimal_shifted
from invoice_ocr.checks.plausibility.digits_transposed import digits_transposed
from invoice_ocr.checks.plausibility.line_counted_twice import line_counted_twice
from invoice_ocr.checks.plausibility.line_exceeds_total import line_exceeds_total
from invoice_ocr.checks.plausibility.number_is_another import number_is_another
from invoice_ocr.checks.plausibility.quantity_implausible import quantity_implausible
from invoice_ocr.checks.plausibility.quantity_price_swapped import quantity_price_swapped

CHECKS: Final = (
    Check("PLA101", "error", None, line_counted_twice),
    Check("PLA102", "warning", None, carried_forward_counted),
    Check("PLA103", "warning", None, quantity_price_swapped),
    Check("PLA104", "warning", None, decimal_shifted),
    Check("PLA105", "warning", None, digits_transposed),
    Check("PLA106", "warning", None, line_exceeds_total),
    Check("PLA107", "warning", None, quantity_implausible),
    Check("PLA108", "warning", None, amount_is_number),
    Check("PLA109", "warning", None, number_is_another),
)
