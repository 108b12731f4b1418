"""Line items: identifiers, units, quantities and prices, the tax of each, and the reasons of allowances."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from invoice_ocr.export.en16931.units import is_unit_code, unit_code
from invoice_ocr.export.en16931.work import adjustment_sum

if TYPE_CHECKING:
    from invoice_ocr.export.en16931.work import Values, Work

PIECES: Final = "C62"
_CENTS: Final = Decimal("0.01")
_SLACK: Final = 2 * _CENTS
_FINEST_PRICE: Final = 10


def prepare_lines(work: Work, coded: frozenset[str]) -> None:
    """Fill in what follows from the rest of each line; ``coded`` are paths whose units are codes already."""
    _number(work)
    for path, line in work.lines():
        _put_sign(work, path, line)
        _put_discount(work, path, line)
        _put_amount(work, path, line)
        _put_quantity(work, path, line)
        _put_unit(work, path, line, is_code=f"{path}.unit" in coded)
        _put_reasons(work, path, line)


def put_line_taxes(work: Work) -> None:
    """The rate and category of each line: its own, or those of the only row of the tax breakdown."""
    rows = work.values["taxes"]
    for path, item in (*work.lines(), *work.adjustments()):
        if item["tax_rate"] is None and item["tax_category"] is None and len(rows) == 1 and rows[0]["rate"] is not None:
            work.put(item, f"{path}.tax_rate", rows[0]["rate"], "the only rate of the tax breakdown")
        category = _category(item, rows)
        if item["tax_category"] is None and category:
            work.put(item, f"{path}.tax_category", category, "the row of the tax breakdown with this rate")
        if item["tax_rate"] is None and item["tax_category"] in {"Z", "E", "AE", "K", "G"}:
            work.put(item, f"{path}.tax_rate", Decimal(0), "the only rate that its category allows")


def _category(item: Values, rows: list[Values]) -> str | None:
    found = {row["category"] for row in rows if row["rate"] == item["tax_rate"]} - {None}
    return found.pop() if len(found) == 1 else None


def put_reasons(work: Work) -> None:
    """The reasons of the document's own allowances and charges."""
    for path, item in work.adjustments():
        _put_reason(work, path, item)


def _number(work: Work) -> None:
    """Lines without a printed identifier are counted, all of them."""
    lines = list(work.lines())
    if any(line["id"] is None for _, line in lines):
        for index, (path, line) in enumerate(lines, 1):
            if line["id"] != str(index):
                work.put(line, f"{path}.id", str(index), "its place among the lines")


def _put_sign(work: Work, path: str, line: Values) -> None:
    """A price is never negative (BR-27): the quantity is."""
    price, quantity = line["unit_price"], line["quantity"]
    if price is not None and price < 0 and quantity is not None:
        work.put(line, f"{path}.unit_price", -price, "the sign is the quantity's (BR-27)")
        work.put(line, f"{path}.quantity", -quantity, "the sign is the quantity's (BR-27)")


def _put_discount(work: Work, path: str, line: Values) -> None:
    """The amount of a discount that only its percentage tells, where that makes the line's amount."""
    quantity, price, amount = line["quantity"], line["unit_price"], line["amount"]
    open_rows = [
        (i, row) for i, row in enumerate(line["allowances"]) if row["amount"] is None and row["rate"] is not None
    ]
    if len(open_rows) != 1 or None in (quantity, price, amount):
        return
    ((index, row),) = open_rows
    product = quantity * price
    off = product + adjustment_sum(line) - amount
    if abs(off - product * row["rate"] / 100) <= _SLACK:
        work.put(
            row, f"{path}.allowances[{index}].amount", off, "what the line's amount leaves of quantity times price"
        )


def _put_amount(work: Work, path: str, line: Values) -> None:
    quantity, price = line["quantity"], line["unit_price"]
    if line["amount"] is None and quantity is not None and price is not None:
        amount = quantity * price + adjustment_sum(line)
        if amount == amount.quantize(_CENTS):
            work.put(line, f"{path}.amount", amount.quantize(_CENTS), "quantity times price")


def _put_quantity(work: Work, path: str, line: Values) -> None:
    """A missing factor is the quotient of the others, where that is exact."""
    if line["amount"] is None:
        return
    default = work.mapping.defaults.get("quantity")
    bare = line["amount"] - adjustment_sum(line)
    if line["quantity"] is None and line["unit_price"]:
        _put_quotient(work, f"{path}.quantity", line, bare, line["unit_price"])
    if line["quantity"] is None and default and line["unit_price"] is None:
        work.put(line, f"{path}.quantity", Decimal(default), "the mapping file")
    if line["unit_price"] is None and line["quantity"]:
        _put_quotient(work, f"{path}.unit_price", line, bare, line["quantity"])


def _put_quotient(work: Work, path: str, line: Values, amount: Decimal, divisor: Decimal) -> None:
    quotient = amount / divisor
    plain = Decimal(format(quotient.normalize(), "f"))
    if quotient * divisor == amount and -int(plain.as_tuple().exponent) <= _FINEST_PRICE and quotient >= 0:
        work.put(line, path, plain, "the amount divided by the other factor")


def _put_unit(work: Work, path: str, line: Values, *, is_code: bool) -> None:
    printed = line["unit"]
    if printed is None:
        work.put(line, f"{path}.unit", PIECES, "none is printed, and one is demanded: pieces")
    elif is_code and is_unit_code(printed):
        return
    elif (code := unit_code(printed)) is None:
        work.left_out.append(f"{path}.unit")
        work.put(line, f"{path}.unit", PIECES, f"no code is known for {printed!r}")
    elif code != printed:
        work.put(line, f"{path}.unit", code, f"the code for {printed!r}")


def _put_reasons(work: Work, path: str, line: Values) -> None:
    for group in ("allowances", "charges"):
        for index, item in enumerate(line[group]):
            _put_reason(work, f"{path}.{group}[{index}]", item)


def _put_reason(work: Work, path: str, item: Values) -> None:
    if item["reason"] is None:
        word = "Discount" if ".allowances[" in f".{path}" else "Charge"
        work.put(item, f"{path}.reason", word, "a reason is demanded (BR-33, BR-38, BR-42, BR-44)")
