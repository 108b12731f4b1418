"""What FatturaPA and Facturae share: one header for several invoices, payment in instalments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.einvoice.reading import Values


def each_body(values: Values) -> Iterator[Values]:
    """The values of each invoice: those of the header, which all share, and its own."""
    shared = {name: value for name, value in values.items() if name != "bodies"}
    for body in values.get("bodies", ()):
        own = {**shared, **body}
        _put_payment(own, own.pop("installments", []))
        yield own


def sum_of(items: list[Values], name: str) -> Decimal | None:
    """The sum of a field of all items, or None where one lacks it."""
    amounts: list[Decimal] = [item[name] for item in items if name in item]
    return sum(amounts, Decimal(0)) if amounts and len(amounts) == len(items) else None


def join_name(party: Values) -> None:
    """A person's name in its parts becomes one."""
    parts = [party.pop(part, None) for part in ("first_name", "name", "surname", "surname2")]
    if name := " ".join(part for part in parts if part):
        party["name"] = name


def _put_payment(values: Values, installments: list[Values]) -> None:
    """One instalment is the payment; of several, the date of each is no due date of the whole."""
    if not installments:
        return
    first = installments[0]
    payment = {name: first[name] for name in ("means", "iban", "account", "bic") if name in first}
    if payment:
        values["payment"] = payment
    if len(installments) == 1 and "due_date" in first:
        values["due_date"] = first["due_date"]
    if (due := sum_of(installments, "amount_due")) is not None:
        values.setdefault("amount_due", due)
