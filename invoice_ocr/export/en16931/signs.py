"""Credit notes that print negative amounts: in EN 16931 a credit note credits with positive ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from invoice_ocr.export.en16931.work import Values, Work

_TOTALS: Final = (
    *("lines_total", "allowance_total", "charge_total", "subtotal", "tax_total", "total", "amount_paid", "rounding"),
    "amount_due",
)


def turn_credit_note(work: Work) -> None:
    """Turn the sign of every amount of a credit note whose total is negative; prices keep theirs."""
    values = work.values
    total = next((values[name] for name in ("total", "amount_due", "subtotal") if values[name] is not None), None)
    if values["document_type"] != "credit_note" or total is None or total >= 0:
        return
    rule = "a credit note credits with positive amounts"
    for name in _TOTALS:
        _turn(work, values, name, rule)
    for path, row in (*work.taxes(), *work.adjustments()):
        _turn(work, row, f"{path}.base", rule)
        _turn(work, row, f"{path}.amount", rule)
    for path, line in work.lines():
        _turn_line(work, path, line, rule)


def _turn_line(work: Work, path: str, line: Values, rule: str) -> None:
    _turn(work, line, f"{path}.amount", rule)
    negative_price = line["unit_price"] is not None and line["unit_price"] < 0
    _turn(work, line, f"{path}.unit_price" if negative_price else f"{path}.quantity", rule)
    for group in ("allowances", "charges"):
        for index, item in enumerate(line[group]):
            _turn(work, item, f"{path}.{group}[{index}].base", rule)
            _turn(work, item, f"{path}.{group}[{index}].amount", rule)


def _turn(work: Work, values: Values, path: str, rule: str) -> None:
    value = values[path.rpartition(".")[2]]
    if value:
        work.put(values, path, -value, rule)
