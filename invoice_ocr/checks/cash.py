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

NICKEL: Final = Decimal("0.05")
"""The commonest of these coins; assumed where the currency is not known."""


def cash_slack(subject: Subject, amount: Decimal) -> Decimal:
    """By how much a receipt's total may be off where it does not print its rounding.

    Only where the amount is a multiple of the coin. Most round by half a coin, some drop up to 0.05. Euro totals are
    rounded in a few countries only, and these print it.

    >>> cash_slack(Subject.of("receipt", currency="SEK"), Decimal("25.00"))
    Decimal('0.5')
    """
    document = subject.document
    if subject.receipt is None or document.rounding is not None or document.currency == "EUR":
        return ZERO
    coin = COINS.get(document.currency) if document.currency else NICKEL
    if coin is None or (amount / coin) % 1 != 0:
        return ZERO
    return min(coin, max(coin / 2, NICKEL))
