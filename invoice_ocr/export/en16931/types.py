"""What kind of document it is to EN 16931, and what a receipt must be to be one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.export.en16931.work import Work

_INVOICES: Final[Mapping[str | None, tuple[str, str]]] = {
    None: ("invoice", "nothing else is printed"),
    "receipt": ("invoice", "a receipt that names its buyer is an invoice"),
    "refund": ("credit_note", "a refund credits"),
}


def prepare_type(work: Work) -> None:
    """The type code, what a receipt says that was paid, and amounts that only receipts have."""
    values = work.values
    if values["document_type"] in _INVOICES:
        work.put(values, "document_type", *_INVOICES[values["document_type"]])
    for path in ("tip", "service_charge"):
        if values.get(path):
            work.refuse([path], "there is no term for it", "EN 16931")
    _put_paid(work)


def _put_paid(work: Work) -> None:
    """What the payments of a receipt leave after the change, where that is its total."""
    values = work.values
    payments = values.get("payments") or ()
    amounts = [payment["amount"] for payment in payments]
    if not amounts or None in amounts or values["amount_paid"] is not None:
        return
    paid = sum(amounts, Decimal(0)) - (values.get("change") or Decimal(0))
    if paid == values["total"]:
        work.put(values, "amount_paid", paid, "the payments less the change")
