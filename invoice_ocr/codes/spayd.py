"""The Czech short payment descriptor: ``SPD*1.0*ACC:CZ58...*AM:450.00*CC:CZK*X-VS:1234`` (SPAYD 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from invoice_ocr.codes.parts import account, amount, currency, day
from invoice_ocr.errors import ValueParseError

TITLE = "SPAYD"


def read(text: str) -> Mapping[str, str] | None:
    """Payee, account, amount, due date and variable symbol."""
    if not text.startswith("SPD*"):
        return None
    head, *fields = text.strip().split("*")[1:]
    if not head.startswith("1."):
        raise ValueParseError(f"Version {head[:10]!r} is not known.")
    parts = {key.upper(): unquote(value) for key, _, value in (field.partition(":") for field in fields if field)}
    iban, _, bic = parts.get("ACC", "").partition("+")
    if not iban:
        raise ValueParseError("It names no account.")
    return {
        "payment.iban": account(iban),
        "payment.bic": bic,
        "amount_due": amount(parts.get("AM", "")),
        "currency": currency(parts.get("CC", "")),
        "due_date": day(parts.get("DT", ""), "%Y%m%d"),
        "payee.name": parts.get("RN", ""),
        "payment.reference": parts.get("X-VS", "") or parts.get("RF", ""),
    }
