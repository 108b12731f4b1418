"""The EPC QR code of a SEPA credit transfer, called GiroCode (EPC069-12, versions 001 and 002)."""

from __future__ import annotations

from collections.abc import Mapping

from invoice_ocr.codes.parts import account, amount
from invoice_ocr.errors import ValueParseError

TITLE = "GiroCode"
_FEWEST, _MOST = 7, 12


def read(text: str) -> Mapping[str, str] | None:
    """Payee, account, amount and reference."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    if lines[0] != "BCD":
        return None
    if not _FEWEST <= len(lines) <= _MOST or lines[1] not in {"001", "002"} or lines[3] != "SCT":
        raise ValueParseError("It has not the lines of a GiroCode.")
    _, _, _, _, bic, name, iban, money, _, reference, remittance, _ = (*lines, *[""] * (_MOST - len(lines)))
    if money and not money.startswith("EUR"):
        raise ValueParseError(f"{money[:40]!r} is no amount in euros.")
    return {
        "payment.bic": bic,
        "payee.name": name,
        "payment.iban": account(iban),
        "amount_due": amount(money[3:]),
        "currency": "EUR" if money else "",
        "payment.reference": reference or remittance,
    }
