"""A document as one balanced entry of double-entry bookkeeping, which the ledgers write in their own ways.

Where the lines do not include the tax and everything adds up to the total, each line is a posting, then allowances,
charges, tip, rounding and tax. Where the prices include the tax, the goods are one posting: the total less the tax. An
entry that does not balance is refused, never rounded off. Credit notes and refunds turn the signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.refusal import ExportError
from invoice_ocr.model.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Line, Purchase
    from invoice_ocr.model.report import Report

_REMEDY: Final = "Correct the report."
_CREDITS: Final = frozenset({"credit_note", "refund"})
_ZERO: Final = Decimal(0)
_GOODS: Final = "Goods and services"


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount on an account; ``text`` says what for, ``path`` which value it is."""

    account: str
    amount: Decimal
    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Booking:
    """The entry: what was bought (``postings``), and the one that balances them (``contra``)."""

    day: date
    seller: str
    text: str
    currency: str
    postings: tuple[Posting, ...]
    contra: Posting
    by_line: bool


def book(report: Report[Any], mapping: Mapping) -> Booking:
    """The entry of a document.

    Raises:
        ExportError: A value that every entry needs is missing, the sums don't add up, or the mapping names no account.
    """
    document: Purchase = report.document
    day, total = document.issue_date, document.total
    if day is None or total is None or document.currency is None or document.seller.name is None:
        missing = [path for path in ("issue_date", "total", "currency") if getattr(document, path) is None]
        missing += [] if document.seller.name else ["seller.name"]
        raise ExportError("An entry needs them.", paths=tuple(missing), remedy=_REMEDY)
    by_line, parts = _parts(document, report.layout == "inclusive" or document.prices_include_tax is True)
    sign = -1 if document.document_type in _CREDITS and total > 0 else 1
    postings = tuple(_posting(part, sign, document, mapping) for part in parts if part.amount)
    text = " ".join(word for word in (_noun(document), document.number) if word)
    contra = Posting(_contra(report, mapping), -sign * total, text, "total")
    return Booking(day, document.seller.name, text, document.currency, postings, contra, by_line)


def unsaid(report: Report[Any], booking: Booking, said: tuple[str, ...]) -> tuple[str, ...]:
    """The paths of a document that an entry does not say."""
    named = {*said, *(posting.path for posting in booking.postings), "total", "issue_date", "currency", "seller.name"}
    lines = tuple(f"{posting.path.removesuffix('.amount')}.description" for posting in booking.postings)
    return tuple(path for path in leaves(report.document) if path not in {*named, *lines, "document_type"})


@dataclass(frozen=True, slots=True)
class _Part:
    path: str
    amount: Decimal
    text: str
    account: str = "expense"
    line: Line | None = None


def _parts(document: Purchase, inclusive: bool) -> tuple[bool, list[_Part]]:  # noqa: FBT001 - of this module alone
    """What makes up the total, and whether that is line by line."""
    total, tax = document.total or _ZERO, document.tax_total or _ZERO
    tax_part = _Part("tax_total", tax, "Tax", "tax")
    whole = [_Part("subtotal", total - tax, _GOODS), tax_part]
    if inclusive or (document.subtotal is None and not document.lines):
        return False, whole
    if found := _balanced(document, [*_line_parts(document), *_adjustments(document), tax_part]):
        return True, found
    if document.subtotal is None:
        raise ExportError("The lines don't add up to the total.", paths=("total", "lines"), remedy=_REMEDY)
    if found := _balanced(document, [_Part("subtotal", document.subtotal, _GOODS), tax_part]):
        return False, found
    paths = ("total", "subtotal", "tax_total")
    raise ExportError("Subtotal and tax don't add up to the total.", paths=paths, remedy=_REMEDY)


def _balanced(document: Purchase, parts: list[_Part]) -> list[_Part] | None:
    """The parts with tip, service and rounding, if that makes the total; rounding may stand behind it instead."""
    more = [_Part(path, getattr(document, path, None) or _ZERO, path.replace("_", " ").capitalize())
            for path in ("tip", "service_charge")]  # fmt: skip
    rounding = _Part("rounding", document.rounding or _ZERO, "Rounding")
    for way in ([*parts, *more], [*parts, *more, rounding]):
        if sum((part.amount for part in way), _ZERO) == document.total:
            return way
    return None


def _line_parts(document: Purchase) -> Iterator[_Part]:
    for index, line in enumerate(document.lines):
        text = line.description or f"Line {index + 1}"
        yield _Part(f"lines[{index}].amount", line.amount or _ZERO, text, line=line)


def _adjustments(document: Purchase) -> Iterator[_Part]:
    for group, sign, noun in (("allowances", -1, "Discount"), ("charges", 1, "Charge")):
        for index, each in enumerate(getattr(document, group)):
            yield _Part(f"{group}[{index}].amount", sign * (each.amount or _ZERO), each.reason or noun)


def _posting(part: _Part, sign: int, document: Purchase, mapping: Mapping) -> Posting:
    of_line = part.account == "expense"
    account = mapping.account(document, part.line) if of_line else mapping.accounts.get(part.account)
    return Posting(_named(account, part.account), sign * part.amount, part.text, part.path)


def _contra(report: Report[Any], mapping: Mapping) -> str:
    """Where the money is owed, or came from."""
    if report.kind == "invoice":
        return _named(mapping.accounts.get("payable"), "payable")
    methods = [payment.method.casefold() for payment in getattr(report.document, "payments", ()) if payment.method]
    by_method = mapping.accounts.get(methods[0]) if len(methods) == 1 else None
    return _named(by_method or mapping.accounts.get("payment"), "payment")


def _named(account: str | None, purpose: str) -> str:
    if account is None:
        remedy = f'Give one in a mapping file: [accounts] {purpose} = "...".'
        raise ExportError("The account is not known.", paths=(f"mapping.accounts.{purpose}",), remedy=remedy)
    return account


def _noun(document: Purchase) -> str:
    return (document.document_type or "invoice").replace("_", " ").capitalize()
