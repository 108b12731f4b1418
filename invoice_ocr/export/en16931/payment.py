"""How to pay: the code that goes with what is printed, and what can't be said without more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.kinds import MEANS_CODES, means_code

if TYPE_CHECKING:
    from invoice_ocr.export.en16931.work import Values, Work

_TRANSFER: Final = frozenset({"30", "58"})
_DEBIT: Final = frozenset({"49", "59"})
_CARD: Final = frozenset({"48", "54", "55"})
_UNKNOWN: Final = "1"
"""UNCL 4461: instrument not defined."""


def prepare_payment(work: Work, *, strict: bool) -> None:
    """The means of payment; ``strict`` where a direct debit needs its mandate and a card its number."""
    payment = work.values["payment"]
    printed = payment["means"]
    code = means_code(printed) if printed else None
    account = payment["iban"] or payment["account"]
    if code in _TRANSFER and not account:
        work.leave_out(payment, "payment.means")  # BR-50, BR-61
    if strict and (code in _DEBIT or (code in _CARD and not payment["card_last4"])):
        work.leave_out(payment, "payment.means")
    if payment["means"] is None:
        _put_means(work, payment)
    elif strict and printed not in MEANS_CODES and code == "ZZZ" and account:
        work.put(payment, "payment.means", "30", "there is an account to pay to")


def _put_means(work: Work, payment: Values) -> None:
    if payment["iban"] or payment["account"]:
        work.put(payment, "payment.means", "30", "there is an account to pay to")
    elif payment["card_last4"]:
        work.put(payment, "payment.means", "48", "there is a card's number")
    elif payment["reference"]:
        work.put(payment, "payment.means", _UNKNOWN, "a reference needs a means of payment")
