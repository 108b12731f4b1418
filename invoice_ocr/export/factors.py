"""Quantity and price of an item, for formats that have no amount without them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from invoice_ocr.export.items import Item
    from invoice_ocr.export.mapping import Mapping

_CENTS: Final = Decimal("0.01")
_ONE: Final = Decimal(1)
_FINEST: Final = 10


def factors(item: Item, mapping: Mapping) -> tuple[Decimal, Decimal]:
    """Quantity and price whose product is the amount.

    What is no line (a discount, a tip) is one piece of its amount. A printed quantity stands; the price is the printed
    one or, where a discount lies between, the exact quotient.

    Raises:
        ExportError: There is no such pair, and the mapping file gives no quantity for lines that print none.
    """
    line = item.line
    if line is None:
        return _ONE, item.amount
    default = mapping.defaults.get("quantity")
    quantity = line.quantity if line.quantity is not None else default and Decimal(default)
    if not quantity:
        path = item.path.replace(".amount", ".quantity")
        remedy = 'Add it to the report, or write in a mapping file: [defaults] quantity = "1".'
        raise ExportError("This format demands it.", paths=(path,), remedy=remedy)
    if line.unit_price is not None and (quantity * line.unit_price).quantize(_CENTS) == item.amount:
        return quantity, line.unit_price
    price = item.amount / quantity
    if price * quantity == item.amount and -int(price.as_tuple().exponent) <= _FINEST:
        return quantity, Decimal(format(price.normalize(), "f"))
    path = item.path.replace(".amount", ".unit_price")
    raise ExportError("Quantity and price don't make the amount.", paths=(path,), remedy="Correct the report.")
