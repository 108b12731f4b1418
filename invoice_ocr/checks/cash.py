"""Cash rounding: the smallest coin to which cash totals are rounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO

COINS: Final[Mapping[str, Decimal]] = {
    "AUD": Decimal("0.05"),
    "CAD": Decimal("0.05"),
    "CHF": Decimal("0.05"),
    "CZK": Decimal(1),
    "DKK": Decimal("0.50"),
    "EUR": Decimal("0.05"),
    "HKD": Decimal("0.10"),
    "HUF": Decimal(5),
    "ILS": Decimal("0.10"),
    "INR": Decimal(1),
    "MYR": Decimal("0.05"),
    "NOK": Decimal(1),
    "NZD": Decimal("0.10"),
    "SEK": Decimal(1),
    "SGD": Decimal("0.05"),
    "ZAR": Decimal("0.10"),
}


def cash_slack(subject: Subject, amount: Decimal) -> Decimal:
    """By how much a receipt's total may be off where it does not print its rounding.

    Only where the amount is a multiple of the coin. Euro totals are rounded in a few countries only, and these print
    it.
    """
    document = subject.document
    coin = COINS.get(document.currency or "")
    if coin is None or subject.receipt is None or document.rounding is not None or document.currency == "EUR":
        return ZERO
    return coin / 2 if (amount / coin) % 1 == 0 else ZERO
