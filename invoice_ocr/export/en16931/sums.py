"""Taxes and totals: what follows by arithmetic from what is printed, and whether it adds up as EN 16931 demands.

Printed values are never replaced. The equations are those of the standard (BR-CO-10 to 17), exact but for the tax.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from invoice_ocr.export.en16931.work import Values, Work

_CENTS: Final = Decimal("0.01")
_ZERO: Final = Decimal(0)
_REASONS: Final[Mapping[str, str]] = {
    "AE": "Reverse charge",
    "K": "Intra-community supply",
    "G": "Export outside the EU",
    "O": "Not subject to VAT",
}
"""The texts that the rules BR-AE-10, BR-IC-10, BR-G-10 and BR-O-10 name."""


def prepare_sums(work: Work) -> None:
    """Totals that are not printed, from those that are."""
    values = work.values
    _put(work, "lines_total", lambda: _sum(values["lines"]), "the sum of the lines")
    for group in ("allowance", "charge"):
        if values[f"{group}s"]:
            _put(work, f"{group}_total", lambda group=group: _sum(values[f"{group}s"]), f"the sum of the {group}s")  # type: ignore[misc]
    _put(work, "subtotal", lambda: _less(values["total"], values["tax_total"]), "total less tax")
    _put(work, "subtotal", lambda: _subtotal(values), "lines less allowances plus charges")
    _put(work, "tax_total", lambda: _less(values["total"], values["subtotal"]), "total less subtotal")
    _put(work, "total", lambda: _plus(values["subtotal"], values["tax_total"]), "subtotal plus tax")
    _put(work, "amount_due", lambda: _due(values), "total less what is paid, plus rounding")


def prepare_taxes(work: Work) -> None:
    """Categories, bases and amounts of the tax breakdown."""
    if not work.values["taxes"]:
        _put_only_row(work)
    rows = list(work.taxes())
    for path, row in rows:
        _put_category(work, path, row)
    for path, row in rows:
        _put_base(work, path, row, only=len(rows) == 1)
        if row["amount"] is None and len(rows) == 1 and work.values["tax_total"] is not None:
            work.put(row, f"{path}.amount", work.values["tax_total"], "the tax total, since there is one row")
        _put_exemption(work, path, row)


def put_bases(work: Work) -> None:
    """Bases of several rows, once the rates of the lines are known."""
    for path, row in work.taxes():
        if row["base"] is None:
            base = _base_of(work.values, row)
            if base is not None:
                work.put(row, f"{path}.base", base, "the lines, allowances and charges of this rate")


def check_sums(work: Work, slack: Decimal) -> None:
    """Note every equation that fails, with its paths; ``slack`` is what the base of a standard rate may be off by."""
    for rule, paths, reason, holds in _equations(work.values, slack):
        if not holds:
            work.refuse(paths, reason, rule)


def _equations(v: Values, slack: Decimal) -> Iterator[tuple[str, list[str], str, bool]]:
    due = _due(v)
    taxed = _sum(v["taxes"])
    yield from _equation(
        "BR-CO-10", ["lines_total"], "the lines don't add up to it", v["lines_total"], _sum(v["lines"])
    )
    for name, rule in (("allowance", "BR-CO-11"), ("charge", "BR-CO-12")):
        reason = f"the {name}s don't add up to it"
        yield from _equation(rule, [f"{name}_total"], reason, v[f"{name}_total"] or _ZERO, _sum(v[f"{name}s"]))
    yield from _equation(
        "BR-CO-13", ["subtotal"], "lines, allowances and charges make another sum", v["subtotal"], _subtotal(v)
    )
    yield from _equation("BR-CO-14", ["tax_total"], "the tax breakdown adds up to another sum", v["tax_total"], taxed)
    gross = _plus(v["subtotal"], v["tax_total"])
    yield from _equation("BR-CO-15", ["total"], "subtotal and tax make another sum", v["total"], gross)
    yield from _equation("BR-CO-16", ["amount_due"], "it is not what is left to pay", v["amount_due"], due)
    for index, row in enumerate(v["taxes"]):
        yield from _tax_equations(f"taxes[{index}]", row, _base_of(v, row), slack)


def _tax_equations(
    path: str, row: Values, base: Decimal | None, slack: Decimal
) -> Iterator[tuple[str, list[str], str, bool]]:
    if row["base"] is not None and base is not None and row["category"] != "O":
        reason = "the lines of this rate add up to another sum"
        yield (
            f"BR-{row['category'] or 'S'}-08",
            [f"{path}.base"],
            reason,
            abs(row["base"] - base) <= (slack if row["category"] == "S" else _ZERO),
        )
    if None not in (row["base"], row["rate"], row["amount"]):
        expected = row["base"] * row["rate"] / 100
        reason = "rate and base make another amount"
        yield "BR-CO-17", [f"{path}.amount"], reason, abs(row["amount"] - expected) < 1


def _equation(
    rule: str, paths: list[str], reason: str, printed: Decimal | None, sum_of_parts: Decimal | None
) -> Iterator[tuple[str, list[str], str, bool]]:
    if printed is not None and sum_of_parts is not None:
        yield rule, paths, reason, printed == sum_of_parts


def _put(work: Work, path: str, compute: Callable[[], Decimal | None], rule: str) -> None:
    if work.values[path] is None:
        value = compute()
        if value is not None:
            work.put(work.values, path, value, rule)


def _sum(items: Iterable[Values]) -> Decimal | None:
    amounts = [item["amount"] for item in items]
    return None if None in amounts else sum(amounts, _ZERO)


def _less(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _subtotal(v: Values) -> Decimal | None:
    if v["lines_total"] is None:
        return None
    return v["lines_total"] - (v["allowance_total"] or _ZERO) + (v["charge_total"] or _ZERO)  # type: ignore[no-any-return]


def _due(v: Values) -> Decimal | None:
    if v["total"] is None:
        return None
    return v["total"] - (v["amount_paid"] or _ZERO) + (v["rounding"] or _ZERO)  # type: ignore[no-any-return]


def _base_of(v: Values, row: Values) -> Decimal | None:
    """What the lines, allowances and charges of a row's rate and category add up to."""
    items = [*v["lines"], *v["allowances"], *v["charges"]]
    if any(item["amount"] is None or (item["tax_rate"] is None and item["tax_category"] is None) for item in items):
        return None

    def part(group: str) -> Decimal:
        return sum((item["amount"] for item in v[group] if _same_tax(item, row)), _ZERO)

    return part("lines") - part("allowances") + part("charges")


def _same_tax(item: Values, row: Values) -> bool:
    categories = {item["tax_category"], row["category"]} - {None}
    return len(categories) < 2 and item["tax_rate"] == row["rate"]


def _put_only_row(work: Work) -> None:
    """The breakdown of a document that prints none, where all lines have one rate and the tax is that rate's."""
    v = work.values
    rates = {line["tax_rate"] for line in v["lines"]}
    if len(rates) != 1 or None in rates or v["subtotal"] is None or v["tax_total"] is None:
        return
    rate = rates.pop()
    if (v["subtotal"] * rate / 100).quantize(_CENTS, ROUND_HALF_UP) != v["tax_total"]:
        return
    v["taxes"] = [{"category": None, "rate": None, "base": None, "amount": None, "exemption_reason": None}]
    row = v["taxes"][0]
    for name, value in (("rate", rate), ("base", v["subtotal"]), ("amount", v["tax_total"])):
        work.put(row, f"taxes[0].{name}", value, "the one rate of the lines, which the tax total confirms")


def _put_category(work: Work, path: str, row: Values) -> None:
    if row["rate"] is None and row["category"] in {"Z", "E", "AE", "K", "G"}:
        work.put(row, f"{path}.rate", _ZERO, "the only rate that its category allows")
    if row["category"] is not None or row["rate"] is None:
        return
    if row["rate"] > 0:
        work.put(row, f"{path}.category", "S", "a rate above zero")
        return
    told = work.mapping.categories.get("0")
    if told:
        work.put(row, f"{path}.category", told, "the mapping file")
    else:
        reason = "zero-rated, exempt, reverse charge or not taxable? A rate of 0 doesn't tell; see [categories]"
        work.refuse([f"{path}.category"], reason, "BR-47")


def _put_base(work: Work, path: str, row: Values, *, only: bool) -> None:
    if row["base"] is None and only and work.values["subtotal"] is not None:
        work.put(row, f"{path}.base", work.values["subtotal"], "the subtotal, since there is one row")


def _put_exemption(work: Work, path: str, row: Values) -> None:
    category = row["category"]
    if row["exemption_reason"] is not None or category not in {"E", "AE", "K", "G", "O"}:
        return
    told = work.mapping.exemptions.get(category)
    text = told or _REASONS.get(category)
    if text:
        work.put(row, f"{path}.exemption_reason", text, "the mapping file" if told else "its category")
    else:
        work.refuse([f"{path}.exemption_reason"], "an exemption needs its reason; see [exemptions]", "BR-E-10")
