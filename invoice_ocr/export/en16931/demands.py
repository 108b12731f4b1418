"""What EN 16931 demands of every invoice, and its national and network profiles beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.writing import UNWRITABLE
from invoice_ocr.model.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.export.en16931.work import Values, Work
    from invoice_ocr.model.purchase import Purchase

_CENTS: Final = Decimal("0.01")
_HEAD: Final = (
    ("number", "BR-02"),
    ("issue_date", "BR-03"),
    ("document_type", "BR-04"),
    ("currency", "BR-05"),
    ("lines_total", "BR-12"),
    ("subtotal", "BR-13"),
    ("total", "BR-14"),
    ("amount_due", "BR-15"),
)
_LINE: Final = (
    ("id", "BR-21"),
    ("quantity", "BR-22"),
    ("unit", "BR-23"),
    ("amount", "BR-24"),
    ("description", "BR-25"),
    ("unit_price", "BR-26"),
    ("tax_category", "BR-CO-04"),
)
_TAX: Final = (("base", "BR-45"), ("amount", "BR-46"), ("category", "BR-47"))
_MONEY: Final = re.compile(
    r"(lines|taxes|allowances|charges)\[\d+\]\.(.*\.)?(amount|base)|(lines|allowance|charge|tax)_total"
    r"|subtotal|total|amount_paid|rounding|amount_due"
)


def demand_terms(work: Work) -> None:
    """Note all mandatory terms that are missing."""
    values = work.values
    for path, rule in _HEAD:
        work.demand(values, path, rule)
    for role, name, country in (("seller", "BR-06", "BR-09"), ("buyer", "BR-07", "BR-11")):
        work.demand(values[role], f"{role}.name", name)
        work.demand(values[role]["address"] or {}, f"{role}.address.country", country)
    if not values["lines"]:
        work.refuse(["lines"], "there are no lines", "BR-16")
    if not values["taxes"]:
        work.refuse(["taxes"], "the tax breakdown is missing", "BR-CO-18")
    _demand_items(work)
    _demand_tax_ids(work)


def demand_sayable(work: Work, document: Purchase) -> None:
    """Note amounts of more than two decimals and texts with characters that XML does not have."""
    for path, value in leaves(document).items():
        if isinstance(value, Decimal) and _MONEY.fullmatch(path) and value != value.quantize(_CENTS):
            work.refuse([path], f"{value} has more than two decimals", "BR-DEC")
        if isinstance(value, str) and UNWRITABLE.search(value):
            work.refuse([path], "it holds a control character, which XML can't say", "XML 1.0")


def demand_net_prices(work: Work, layout: str | None) -> None:
    """EN 16931 knows net prices only."""
    if work.values["prices_include_tax"] or layout == "inclusive":
        work.refuse(["prices_include_tax"], "the prices of the lines include the tax", "BT-131 is net")


def _demand_items(work: Work) -> None:
    for path, line in work.lines():
        for name, rule in _LINE:
            work.demand(line, f"{path}.{name}", rule)
        if line["unit_price"] is not None and line["unit_price"] < 0:
            work.refuse([f"{path}.unit_price"], "a price can't be negative", "BR-27")
    for path, row in work.taxes():
        for name, rule in _TAX:
            work.demand(row, f"{path}.{name}", rule)
    for path, item in _all_adjustments(work):
        work.demand(item, f"{path}.amount", "BR-31, BR-36, BR-41, BR-43")
    for path, item in work.adjustments():
        work.demand(item, f"{path}.tax_category", "BR-32, BR-37")


def _all_adjustments(work: Work) -> Iterator[tuple[str, Values]]:
    yield from work.adjustments()
    for path, line in work.lines():
        for group in ("allowances", "charges"):
            yield from ((f"{path}.{group}[{index}]", item) for index, item in enumerate(line[group]))


def _demand_tax_ids(work: Work) -> None:
    """Who they are to the tax office; which of the ids depends on the categories."""
    seller, buyer = work.values["seller"], work.values["buyer"]
    categories = {row["category"] for _, row in work.taxes()}
    if not (seller["vat_id"] or seller["registration_id"]):
        work.refuse(["seller.vat_id", "seller.registration_id"], "neither of them is known", "BR-CO-26")
    if categories & {"S", "Z", "E", "L", "M"} and not (seller["vat_id"] or seller["tax_id"]):
        work.refuse(["seller.vat_id", "seller.tax_id"], "neither of them is known", "BR-S-02")
    if categories & {"AE", "K", "G"} and not seller["vat_id"]:
        work.refuse(["seller.vat_id"], "it is missing", "BR-AE-02, BR-IC-02, BR-G-02")
    if "AE" in categories and not (buyer["vat_id"] or buyer["registration_id"]):
        work.refuse(["buyer.vat_id", "buyer.registration_id"], "neither of them is known", "BR-AE-02")
    if "K" in categories:
        _demand_intra_community(work)
    if "O" in categories:
        _refuse_untaxed(work, categories)


def _demand_intra_community(work: Work) -> None:
    values = work.values
    if not values["buyer"]["vat_id"]:
        work.refuse(["buyer.vat_id"], "it is missing", "BR-IC-02")
    if not (values["delivery_date"] or any((values["period"] or {}).values())):
        work.refuse(["delivery_date", "period"], "neither of them is known", "BR-IC-11")
    if not ((values["ship_to"] or {}).get("address") or {}).get("country"):
        work.refuse(["ship_to.address.country"], "it is missing", "BR-IC-12")


def _refuse_untaxed(work: Work, categories: set[str]) -> None:
    if len(categories) > 1:
        work.refuse(["taxes"], "what is not subject to VAT can't stand beside what is", "BR-O-11")
    for role in ("seller", "buyer"):
        if work.values[role]["vat_id"]:
            work.refuse([f"{role}.vat_id"], "it can't stand where nothing is subject to VAT", "BR-O-02")
