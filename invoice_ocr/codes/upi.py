"""The Indian payment address ``upi://pay?pa=...&pn=...&am=...&cu=INR`` (NPCI, UPI linking specification)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from invoice_ocr.codes.parts import amount, currency, day_of_moment, tax_number

TITLE = "UPI"


def read(text: str) -> Mapping[str, str] | None:
    """Payee, amount, the reference of the transaction, and of a shop's invoice GSTIN, number and date."""
    head, _, rest = text.strip().partition("?")
    if head.casefold().rstrip("/") != "upi://pay":
        return None
    parts = {name.casefold(): value.strip() for name, value in parse_qsl(rest)}
    invoiced = parts.get("invoicedate", "").replace(" ", "+")  # the sign of a time zone, which few escape
    return {
        "payment.account": parts.get("pa", ""),
        "payee.name": parts.get("pn", ""),
        "amount_due": amount(parts.get("am", "")),
        "currency": currency(parts.get("cu", "")),
        "payment.reference": parts.get("tr", ""),
        "seller.vat_id": tax_number(parts.get("gstin", "")),
        "number": parts.get("invoiceno", ""),
        "issue_date": day_of_moment(invoiced) if invoiced else "",
    }
