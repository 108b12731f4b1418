"""A document as one balanced entry of double-entry bookkeeping, which the ledgers write in their own ways.

Where the prices do not include the tax, each item is a posting; where they do, the goods are one posting: the total
less the tax. An entry that does not balance is refused, never rounded off. Credit notes and refunds turn the signs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from invoice_ocr.export.items import Item, itemise
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.model.leaves import leaves

if TYPE_CHECKING:
    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report


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


def book(report: Report[Any], mapping: Mapping) -> Booking:
    """The entry of a document.

    Raises:
        ExportError: A value that every entry needs is missing, the sums don't add up, or the mapping names no account.
    """
    document: Purchase = report.document
    demand(document, "issue_date", "total", "currency", "seller.name")
    found = itemise(report)
    items = [Item("subtotal", found.total - found.tax, "Goods and services")] if found.inclusive else list(found.items)
    postings = [_posting(item, found.sign, document, mapping) for item in items]
    if found.tax:
        tax = account_for("tax", mapping)
        postings.append(Posting(tax, found.sign * found.tax, "Tax", "tax_total"))
    text = " ".join(word for word in (_noun(document), document.number) if word)
    contra = Posting(contra_account(report, mapping), -found.sign * found.total, text, "total")
    return Booking(document.issue_date, document.seller.name, text, document.currency, tuple(postings), contra)  # type: ignore[arg-type]  # demanded above


def demand(document: Purchase, *paths: str) -> None:
    """Refuse a document that lacks one of these values.

    Raises:
        ExportError: It names those that are missing.
    """
    there = leaves(document)
    if missing := tuple(path for path in paths if path not in there):
        raise ExportError("This format demands them.", paths=missing, remedy="Add them to the report.")


def unsaid(report: Report[Any], said: tuple[str, ...]) -> tuple[str, ...]:
    """The paths of a document other than these; with a line's amount its description is said, too."""
    descriptions = (path.replace(".amount", ".description") for path in said)
    named = {
        *said,
        *descriptions,
        "total",
        "issue_date",
        "currency",
        "seller.name",
        "document_type",
        "prices_include_tax",
    }
    return tuple(path for path in leaves(report.document) if path not in named)


def paths_of(booking: Booking, *more: str) -> tuple[str, ...]:
    """The paths that an entry says."""
    return (*(posting.path for posting in booking.postings), *more)


def account_for(purpose: str, mapping: Mapping) -> str:
    """The account that the mapping gives for a purpose.

    Raises:
        ExportError: It gives none.
    """
    return _named(mapping.accounts.get(purpose), purpose)


def item_account(item: Item, document: Purchase, mapping: Mapping) -> str:
    """The account of an item.

    Raises:
        ExportError: No rule fits, and there is no `expense` account.
    """
    return _named(mapping.account(document, item.line), "expense")


def contra_account(report: Report[Any], mapping: Mapping) -> str:
    """Where the money is owed or, for a receipt, came from: the account of its one way of payment, else `payment`."""
    if report.kind == "invoice":
        return account_for("payable", mapping)
    methods = [payment.method.casefold() for payment in getattr(report.document, "payments", ()) if payment.method]
    by_method = mapping.accounts.get(methods[0]) if len(methods) == 1 else None
    return by_method or account_for("payment", mapping)


def _posting(item: Item, sign: int, document: Purchase, mapping: Mapping) -> Posting:
    return Posting(item_account(item, document, mapping), sign * item.amount, item.text, item.path)


def _named(account: str | None, purpose: str) -> str:
    if account is None:
        remedy = f'Give one in a mapping file: [accounts] {purpose} = "...".'
        raise ExportError("The account is not known.", paths=(f"mapping.accounts.{purpose}",), remedy=remedy)
    return account


def _noun(document: Purchase) -> str:
    return (document.document_type or "invoice").replace("_", " ").capitalize()
