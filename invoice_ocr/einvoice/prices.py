"""The price of one unit, where an e-invoice states that of several, and before a discount."""

from __future__ import annotations

from decimal import Context, Decimal, DecimalException, DivisionByZero, Inexact, InvalidOperation
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from invoice_ocr.einvoice.reading import Values

_EXACT: Final = Context(prec=28, traps=[DivisionByZero, Inexact, InvalidOperation])
_NEAR: Final = Decimal("0.02")
"""What PEPPOL-EN16931-R120 allows between a line's amount and its factors."""

_TRUE: Final = ("true", "1")
"""How XML Schema writes it."""


def gross_less_discount(line: Values) -> Decimal | None:
    """What the gross price (BT-148) less its discounts (BT-147) makes, where the net price (BT-146) is another.

    All are taken out of the line. A net price may be rounded to its own last digit (PEPPOL-EN16931-R046 is exact).
    """
    gross, discounts = line.pop("gross_price", None), line.pop("price_discounts", ())
    net: Decimal | None = line.get("unit_price")
    bases = [row["base"] for row in discounts if "base" in row]
    gross = bases[0] if gross is None and len(bases) == 1 else gross
    if gross is None or not discounts or net is None:
        return None
    amounts = (row.get("amount", Decimal(0)) * (1 if row.get("adds") in _TRUE else -1) for row in discounts)
    made: Decimal = gross + sum(amounts, Decimal(0))
    return made if abs(made - net) > Decimal((0, (5,), int(net.as_tuple().exponent) - 1)) else None


def settle_price(line: Values, unread: list[str]) -> None:
    """Divide the price by the quantity that it is for (BT-149).

    A price that no exact decimal equals, or that is for no positive quantity, is not given. Some programs repeat the
    price as its own base quantity: where only the undivided price makes the line's amount, it is the price.
    """
    base: Decimal | None = line.pop("base_quantity", None)
    stated: Decimal | None = line.get("unit_price")
    if base is None or stated is None or base == 1:
        return
    divided = _divided(stated, base)
    if base == stated and _makes(line, stated) and not (divided and _makes(line, divided)):
        return
    if divided is None:
        del line["unit_price"]
        unread.append("lines[].unit_price")
        return
    line["unit_price"] = divided


def _divided(price: Decimal, base: Decimal) -> Decimal | None:
    try:
        return Decimal(format(_EXACT.divide(price, base), "f")) if base > 0 else None
    except DecimalException:
        return None


def _makes(line: Values, price: Decimal) -> bool:
    """Whether the price explains the line's amount, as far as quantity and amount are known."""
    quantity, amount = line.get("quantity"), line.get("amount")
    if quantity is None or amount is None:
        return False
    extra = sum((row.get("amount", Decimal(0)) for row in line.get("charges", ())), Decimal(0))
    extra -= sum((row.get("amount", Decimal(0)) for row in line.get("allowances", ())), Decimal(0))
    return bool(abs(quantity * price + extra - amount) <= _NEAR)
