"""Amounts of money as people print them, anywhere in the world."""

from __future__ import annotations

from invoice_ocr.values.amount_finder import find_amounts
from invoice_ocr.values.amount_parser import parse_amount
from invoice_ocr.values.amount_repair import repair_amount

__all__ = ["find_amounts", "parse_amount", "repair_amount"]
