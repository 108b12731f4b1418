"""The Indian payment address ``upi://pay?pa=...&pn=...&am=...&cu=INR`` (NPCI, UPI linking specification)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from invoice_ocr.codes.parts import amount

TITLE = "UPI"


def read(text: str) -> Mapping[str, str] | None:
    """Payee, amount, and the reference of the transaction."""
    head, _, rest = text.strip().partition("?")
    if head.casefold().rstrip("/") != "upi://pay":
        return None
    parts = {name.casefold(): value.strip() for name, value in parse_qsl(rest)}
    return {
        "payment.account": parts.get("pa", ""),
        "payee.name": parts.get("pn", ""),
        "amount_due": amount(parts.get("am", "")),
        "currency": parts.get("cu", ""),
        "payment.reference": parts.get("tr", ""),
    }
