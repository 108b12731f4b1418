"""The PDF417 code of the Croatian payment order (HUB, "Format zapisa PDF417 2D bar koda prema HUB3 standardu", 1.2).

Fourteen lines: mark, currency, amount in hundredths as 15 digits, payer (three lines), payee (three lines), account,
model and reference, purpose, description. The euro came with 2023; before it was HRK.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from invoice_ocr.codes.parts import account, amount
from invoice_ocr.errors import ValueParseError

TITLE = "HUB-3 code"
_FEWEST, _MOST = 10, 14
_HUNDREDTHS = re.compile(r"\d{15}", re.ASCII)


def read(text: str) -> Mapping[str, str] | None:
    """Payer, payee, account, amount and reference; an amount of nothing is left to the payer."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    if lines[0] != "HRVHUB30":
        return None
    if not _FEWEST <= len(lines) <= _MOST or lines[1] not in {"EUR", "HRK"} or not _HUNDREDTHS.fullmatch(lines[2]):
        raise ValueParseError("It has not the lines of a HUB-3 code.")
    _, money, hundredths, payer, _, _, payee, _, _, iban, model, reference, *_ = (*lines, "", "")
    owed = int(hundredths)
    return {
        "buyer.name": payer,
        "payee.name": payee,
        "payment.iban": account(iban),
        "amount_due": amount(Decimal(owed).scaleb(-2)) if owed else "",
        "currency": money if owed else "",
        "payment.reference": f"{model} {reference}".strip() if reference else "",
    }
