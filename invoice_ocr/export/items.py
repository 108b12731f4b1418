"""What was bought, item by item, so that the items and the tax make exactly the total.

Accounting systems know lines alone: allowances become items with negative amounts, charges, tips and rounding items of
their own. Whether the prices include the tax is what the document says, or what makes the total.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.model.purchase import Line, Purchase
    from invoice_ocr.model.report import Report

_REMEDY: Final = "Correct the report."
_ZERO: Final = Decimal(0)
_GOODS: Final = "Goods and services"
CREDITS: Final = frozenset({"credit_note", "refund"})


@dataclass(frozen=True, slots=True)
class Item:
    """An amount and what it is for; ``path`` is where it stands, ``line`` the line that it is."""

    path: str
    amount: Decimal
    text: str
    tax_rate: Decimal | None = None
    tax_category: str | None = None
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """``inclusive`` says whether the amounts contain the tax; ``sign`` is -1 where a credit prints positive amounts."""

    items: tuple[Item, ...]
    inclusive: bool
    tax: Decimal
    total: Decimal
    sign: int


def itemise(report: Report[Any]) -> Items:
    """The items of a document.

    Raises:
        ExportError: There is no total, or the parts don't add up to it.
    """
    document: Purchase = report.document
    total, tax = document.total, document.tax_total or _ZERO
    if total is None:
        raise ExportError("The total is missing.", paths=("total",), remedy=_REMEDY)
    sign = -1 if document.document_type in CREDITS and total > 0 else 1
    inclusive, items = _items(document, _layout(report), total, tax)
    return Items(tuple(item for item in items if item.amount), inclusive, tax, total, sign)


def _layout(report: Report[Any]) -> bool | None:
    told: bool | None = report.document.prices_include_tax
    return told if told is not None or report.layout is None else report.layout == "inclusive"


def _items(document: Purchase, inclusive: bool | None, total: Decimal, tax: Decimal) -> tuple[bool, list[Item]]:  # noqa: FBT001 - three states
    """The first way of taking the document apart that makes the total."""
    lines = [*_lines(document), *_adjustments(document)]
    net, gross = total - tax, total
    if inclusive is not True and document.lines and (found := _making(document, lines, net)):
        return False, found
    if inclusive is not False and document.lines and (found := _making(document, lines, gross)):
        return True, found
    if inclusive:
        return True, [Item("total", total, _GOODS)]
    if document.subtotal is None:
        if document.lines:
            raise ExportError("The lines don't add up to the total.", paths=("total", "lines"), remedy=_REMEDY)
        return False, [Item("subtotal", net, _GOODS)]
    if found := _making(document, [Item("subtotal", document.subtotal, _GOODS)], net):
        return False, found
    paths = ("total", "subtotal", "tax_total")
    raise ExportError("Subtotal and tax don't add up to the total.", paths=paths, remedy=_REMEDY)


def _making(document: Purchase, items: list[Item], wanted: Decimal) -> list[Item] | None:
    """The items with tip and service, if that makes the sum; rounding may be part of it or follow after it."""
    more = [_extra(document, path) for path in ("tip", "service_charge")]
    for way in ([*items, *more], [*items, *more, _extra(document, "rounding")]):
        if sum((item.amount for item in way), _ZERO) == wanted:
            return way
    return None


def _extra(document: Purchase, path: str) -> Item:
    return Item(path, getattr(document, path, None) or _ZERO, path.replace("_", " ").capitalize())


def _lines(document: Purchase) -> Iterator[Item]:
    for index, line in enumerate(document.lines):
        text = line.description or f"Line {index + 1}"
        path = f"lines[{index}].amount"
        yield Item(path, line.amount or _ZERO, text, line.tax_rate, line.tax_category, line)


def _adjustments(document: Purchase) -> Iterator[Item]:
    for group, sign, noun in (("allowances", -1, "Discount"), ("charges", 1, "Charge")):
        for index, each in enumerate(getattr(document, group)):
            amount = sign * (each.amount or _ZERO)
            yield Item(f"{group}[{index}].amount", amount, each.reason or noun, each.tax_rate, each.tax_category)
