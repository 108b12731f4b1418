"""Documents that add up, in the layouts that are in use, drawn from a source of randomness."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from invoice_ocr.checks.subject import Subject

CURRENCIES = {"EUR": 2, "USD": 2, "CHF": 2, "GBP": 2, "JPY": 0, "KWD": 3}
RATES = ("5", "5.5", "7", "8", "8.1", "10", "19", "20", "21", "25.5")
ZERO = Decimal(0)


@dataclass
class Shop:
    """The choices that hold for one document."""

    rng: Random
    currency: str
    inclusive: bool
    credit: bool
    rates: list[Decimal]
    step: Decimal = field(init=False)

    def __post_init__(self) -> None:
        self.step = Decimal(1).scaleb(-CURRENCIES[self.currency])

    def rounded(self, amount: Decimal) -> Decimal:
        return (amount / self.step).to_integral_value(ROUND_HALF_UP) * self.step

    def amount(self, low: int, high: int) -> Decimal:
        return self.rng.randint(low, high) * self.step

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance


def draw(rng: Random) -> Subject:
    """A consistent invoice, credit note or receipt with lines, taxes and totals."""
    kind = rng.choice(["invoice", "receipt"])
    currency = rng.choice(list(CURRENCIES))
    credit = kind == "invoice" and rng.random() < 0.15
    rates = [Decimal(rate) for rate in rng.sample(RATES, rng.choice([1, 1, 1, 2, 3]))]
    shop = Shop(rng, currency, rng.random() < (0.6 if kind == "receipt" else 0.2), credit, rates)
    document = _goods(shop)
    document |= _invoice(shop, document) if kind == "invoice" else _receipt(shop, document)
    document |= _frame(shop, kind)
    if credit and shop.maybe():
        document = _negated(document)
    layout = rng.choice([None, "inclusive" if shop.inclusive else "exclusive"])
    return Subject.of(kind, layout=layout, **_plain(document))


def _frame(shop: Shop, kind: str) -> dict[str, Any]:
    frame = {"issue_date": "2026-04-12", "currency": shop.currency, "seller": {"name": "Anna Berg GmbH"}}
    if kind == "invoice":
        frame |= {"number": "R-17", "buyer": {"name": "Bell plc"}}
        frame["document_type"] = "credit_note" if shop.credit else "invoice"
    if shop.maybe():
        frame["prices_include_tax"] = shop.inclusive
    return frame


def _line(shop: Shop) -> dict[str, Any]:
    quantity = Decimal(shop.rng.choice([1, 1, 1, 2, 3, 4, 5, 10, 12, 48]))
    if shop.maybe(0.15):
        quantity = Decimal(shop.rng.randint(50, 5000)).scaleb(-3)
    price = shop.amount(120, 40000)
    line = {"quantity": quantity, "unit_price": price, "tax_rate": shop.rng.choice(shop.rates)}
    amount = shop.rounded(quantity * price)
    if shop.maybe(0.1):
        off = shop.rounded(amount / 10)
        line["allowances"] = [{"amount": off}]
        amount -= off
    return line | {"amount": amount}


def _goods(shop: Shop) -> dict[str, Any]:
    """Lines, document allowances and charges, tax rows, subtotal, tax and total."""
    lines = [_line(shop) for _ in range(shop.rng.choice([1, 2, 2, 3, 4, 6, 9]))]
    document: dict[str, Any] = {"lines": lines}
    by_rate: dict[Decimal, Decimal] = {}
    for line in lines:
        by_rate[line["tax_rate"]] = by_rate.get(line["tax_rate"], ZERO) + line["amount"]
    _moves(shop, document, by_rate)
    document["taxes"] = rows = [_tax(shop, rate, amount, lines) for rate, amount in by_rate.items()]
    tax = sum((row["amount"] for row in rows), ZERO)
    goods = sum(by_rate.values(), ZERO)
    net = goods - tax if shop.inclusive else goods
    document |= {"tax_total": tax, "total": net + tax}
    document["subtotal"] = goods if shop.inclusive and shop.maybe() else net
    if not shop.inclusive and shop.maybe():
        document["lines_total"] = sum((line["amount"] for line in lines), ZERO)
    return document


def _moves(shop: Shop, document: dict[str, Any], by_rate: dict[Decimal, Decimal]) -> None:
    rate = document["lines"][0]["tax_rate"]
    if shop.maybe(0.25):
        off = shop.rounded(by_rate[rate] / shop.rng.choice([10, 20, 33]))
        document["allowances"] = [{"amount": off, "tax_rate": rate}]
        by_rate[rate] -= off
    if shop.maybe(0.2):
        on = shop.amount(200, 2000)
        document["charges"] = [{"amount": on, "tax_rate": rate, "reason": "shipping"}]
        by_rate[rate] += on
    for name in ("allowance", "charge"):
        if f"{name}s" in document and shop.maybe():
            document[f"{name}_total"] = document[f"{name}s"][0]["amount"]


def _tax(shop: Shop, rate: Decimal, amount: Decimal, lines: list[dict[str, Any]]) -> dict[str, Any]:
    if shop.inclusive:
        tax = shop.rounded(amount * rate / (100 + rate))
        return {"rate": rate, "base": amount - tax, "amount": tax}
    taxed = [line["amount"] for line in lines if line["tax_rate"] == rate]
    if sum(taxed, ZERO) == amount and shop.maybe(0.2):
        by_line = sum((shop.rounded(each * rate / 100) for each in taxed), ZERO)
        return {"rate": rate, "base": amount, "amount": by_line}
    return {"rate": rate, "base": amount, "amount": shop.rounded(amount * rate / 100)}


def _invoice(shop: Shop, document: dict[str, Any]) -> dict[str, Any]:
    due = document["total"]
    more: dict[str, Any] = {}
    if shop.maybe(0.2):
        more["amount_paid"] = shop.rounded(due / 4)
        due -= more["amount_paid"]
    if shop.maybe(0.1):
        more["rounding"] = shop.amount(-2, 2)
        due += more["rounding"]
    return more | ({"amount_due": due} if more or shop.maybe() else {})


def _receipt(shop: Shop, document: dict[str, Any]) -> dict[str, Any]:
    total = document["total"]
    more: dict[str, Any] = {}
    if shop.maybe(0.15):
        more["service_charge"] = shop.rounded(total / 10)
        total += more["service_charge"]
    if shop.maybe(0.15):
        more["rounding"] = shop.amount(-2, 2)
        total += more["rounding"]
    paid = total
    if shop.maybe(0.15):
        more["tip"] = shop.amount(100, 500)
        paid += more["tip"]
        total = paid if shop.maybe() else total
    more["total"] = total
    if shop.maybe():
        return more | {"payments": [{"method": "card", "amount": paid}]}
    change = shop.amount(1, 5000)
    return more | {"tendered": paid + change, "change": change}


def _negated(document: dict[str, Any]) -> dict[str, Any]:
    """The same with a minus sign before every total, line and tax; allowances and charges have none."""
    negative = dict(document)
    for name in ("subtotal", "tax_total", "total", "lines_total", "amount_due", "amount_paid", "rounding"):
        if name in document:
            negative[name] = -document[name]
    negative["lines"] = [
        {**line, "quantity": -line["quantity"], "amount": -line["amount"]} for line in document["lines"]
    ]
    negative["taxes"] = [{**row, "base": -row["base"], "amount": -row["amount"]} for row in document["taxes"]]
    return negative


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return format(value, "f") if isinstance(value, Decimal) else value
