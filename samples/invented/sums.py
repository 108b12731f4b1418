"""The sums below the items, case by case: what they are, and how they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from invented.writing import Hand
    from invoice_ocr.model.purchase import Line

ZERO = Decimal(0)


@dataclass(frozen=True)
class Row:
    """A printed sum; the total is ``strong``."""

    label: str
    text: str
    strong: bool = False


@dataclass
class Shop:
    """A document while it is made: ``sums`` are the truth, ``open`` the sums on which no label is fair."""

    rng: Random
    hand: Hand
    words: dict[str, list[str]]
    case: str
    receipt: bool
    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    sums: dict[str, Any] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        rates = self.hand.rules["rates"]
        self.rates = rates[:2] if self.case in {"two-rates", "jp-reduced"} else [self.rng.choice(rates)]
        self.shows_rates = "rate" in self.words and not self.receipt and self.rng.random() < 0.4
        self.shows_rates = self.shows_rates and self.case not in {
            "cgst",
            "sales-tax",
            "reverse",
            "untaxed",
            "jp-reduced",
        }
        self.sign = -1 if self.case == "credit" and self.rng.random() < 0.5 else 1
        self.heads_currency = self.rng.random() < 0.3
        self.marks_rate = self.rng.random() < 0.75

    def pick(self, name: str) -> str:
        """A word for this."""
        return self.rng.choice(self.words[name])

    def amount(self, share: str) -> Decimal:
        """A part of what the lines come to."""
        return self.hand.rounded(self.goods * Decimal(share))

    @property
    def goods(self) -> Decimal:
        """What the lines come to."""
        return sum((line.amount for line in self.lines if line.amount is not None), ZERO)

    def add(self, name: str, value: Decimal, label: str = "", *, sure: str = "") -> None:
        """Print a sum; ``sure`` is the field whose truth it is."""
        text = label or self.pick(name)
        strong = name in {"total", "due_sum"}
        marked = strong and not self.heads_currency
        value *= self.sign
        if strong and not marked:
            text = f"{text} {self.hand.rules['currency']}"
        self.rows.append(Row(text, self.hand.money(value, marked=marked), strong))
        if sure:
            self.sums[sure] = value

    def tax(self, base: Decimal, rate: str) -> Decimal:
        """On a net base."""
        return self.hand.rounded(base * Decimal(rate) / 100)

    def tax_label(self, rate: str) -> str:
        """The tax's name, with its rate before or after it, or without."""
        name = (
            self.rng.choice(self.hand.rules.get("tax", self.words["tax"]))
            if self.hand.language == "en"
            else self.pick("tax")
        )
        if not self.marks_rate:
            return name
        percent = self.hand.percent(rate)
        return self.rng.choice([f"{name} {percent}", f"{name} ({percent})", f"{percent} {name}"])

    def add_up(self) -> None:
        """Print the sums of the case."""
        SUMS[self.case](self)
        if self.receipt:
            _pay(self)


def _pay(shop: Shop) -> None:
    total = shop.sums["total"]
    change = shop.hand.rounded(Decimal(shop.rng.randint(5, 4000)) / 100 * (100 if not shop.hand.decimals else 1))
    shop.add("cash", total + change)
    shop.add("change", change)


def _one_rate(shop: Shop, net: Decimal) -> Decimal:
    """Net, tax and total at one rate; gives the total."""
    shop.add("net", net, sure="subtotal")
    tax = shop.tax(net, shop.rates[0])
    shop.add("tax", tax, shop.tax_label(shop.rates[0]), sure="tax_total")
    shop.add("total", net + tax, sure="total")
    return net + tax


def plain(shop: Shop) -> None:
    """One rate on top."""
    _one_rate(shop, shop.goods)


def two_rates(shop: Shop) -> None:
    """Two rates, each with its base or without."""
    shop.add("net", shop.goods, sure="subtotal")
    taxes = []
    for index, rate in enumerate(shop.rates):
        base = sum((x.amount for i, x in enumerate(shop.lines) if i % 2 == index), ZERO)
        if base:
            taxes.append(shop.tax(base, rate))
            shop.marks_rate = True
            shop.add("tax", taxes[-1], shop.tax_label(rate))
    tax = sum(taxes, ZERO)
    shop.sums["tax_total"] = tax * shop.sign
    shop.add("total", shop.goods + tax, sure="total")


def inclusive(shop: Shop) -> None:
    """Prices with tax; what of the total is tax is said below it."""
    gross = shop.goods
    tax = shop.hand.rounded(gross * Decimal(shop.rates[0]) / (100 + Decimal(shop.rates[0])))
    shop.add("total", gross, sure="total")
    shop.add("inside", tax, f"{shop.pick('inside')} {shop.hand.percent(shop.rates[0])}", sure="tax_total")


def untaxed(shop: Shop) -> None:
    """A total and nothing else."""
    shop.add("total", shop.goods, sure="total")


def reverse(shop: Shop) -> None:
    """The buyer owes the tax: a net total, a total, and a note."""
    shop.add("net", shop.goods, sure="subtotal")
    if shop.rng.random() < 0.5:
        shop.add(
            "tax", ZERO.scaleb(-shop.hand.decimals), f"{shop.pick('tax')} {shop.hand.percent('0')}", sure="tax_total"
        )
    else:
        shop.open.add("tax_total")
    shop.add("total", shop.goods, sure="total")


def discount(shop: Shop) -> None:
    """A discount before the net total, or after a sum that is called so but is not."""
    off = shop.amount(shop.rng.choice(["0.05", "0.1", "0.125"]))
    if shop.rng.random() < 0.5:
        shop.add("discount", -off)
        _one_rate(shop, shop.goods - off)
        return
    shop.add("net", shop.goods)
    shop.add("discount", -off)
    shop.open.add("subtotal")
    tax = shop.tax(shop.goods - off, shop.rates[0])
    shop.add("tax", tax, shop.tax_label(shop.rates[0]), sure="tax_total")
    shop.add("total", shop.goods - off + tax, sure="total")


def charge(shop: Shop) -> None:
    """Freight before the net total."""
    more = shop.amount("0.03") or shop.hand.rounded(Decimal(5))
    shop.add("charge", more)
    _one_rate(shop, shop.goods + more)


def prepaid(shop: Shop) -> None:
    """A deposit after the total."""
    total = _one_rate(shop, shop.goods)
    paid = shop.hand.rounded(total * Decimal(shop.rng.choice(["0.2", "0.3", "0.5"])))
    shop.add("paid", -paid if shop.rng.random() < 0.6 else paid)
    shop.add("due_sum", total - paid, sure="amount_due")


def previous(shop: Shop) -> None:
    """What was owed before comes on top."""
    total = _one_rate(shop, shop.goods)
    before = shop.amount("0.4")
    shop.add("previous", before)
    shop.add("due_sum", total + before, sure="amount_due")


def withheld(shop: Shop) -> None:
    """Income tax that the buyer keeps back."""
    total = _one_rate(shop, shop.goods)
    kept = shop.tax(shop.goods, "15")
    shop.add("withheld", -kept, f"{shop.pick('withheld')} {shop.hand.percent('15')}")
    shop.add("due_sum", total - kept, sure="amount_due")


def rounded(shop: Shop) -> None:
    """Cash rounding: of a receipt's total, or of what an invoice asks for."""
    step = Decimal(shop.hand.rules["step"])
    net, tax = shop.goods, shop.tax(shop.goods, shop.rates[0])
    exact = net + tax
    even = ((exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step).quantize(Decimal("0.01"))
    shop.add("net", net, sure="subtotal")
    shop.add("tax", tax, shop.tax_label(shop.rates[0]), sure="tax_total")
    if not shop.receipt:
        shop.add("total", exact, sure="total")
    shop.add("rounding", even - exact)
    shop.add("total" if shop.receipt else "due_sum", even, sure="total" if shop.receipt else "amount_due")


def cgst(shop: Shop) -> None:
    """India's two halves of the tax, or its one between states."""
    net, rate = shop.goods, Decimal(shop.rates[0])
    shop.add("net", net, sure="subtotal")
    if shop.rng.random() < 0.7:
        half = shop.tax(net, str(rate / 2))
        for name in ("CGST", "SGST"):
            shop.add("tax", half, f"{name} {shop.hand.percent(f'{(rate / 2).normalize():f}')}")
        tax = 2 * half
    else:
        tax = shop.tax(net, str(rate))
        shop.add("tax", tax, f"IGST @ {shop.hand.percent(str(rate))}")
    shop.sums["tax_total"] = tax
    shop.add("total", net + tax, sure="total")


def sales_tax(shop: Shop) -> None:
    """A sales tax of a state, the rate in brackets."""
    net = shop.goods
    shop.add("net", net, sure="subtotal")
    tax = shop.tax(net, shop.rates[0])
    shop.add("tax", tax, f"Sales tax ({shop.hand.percent(shop.rates[0])})", sure="tax_total")
    shop.add("total", net + tax, sure="total")


def jp_reduced(shop: Shop) -> None:
    """Japan's 10 % and 8 %: for each what is taxed at it, and the tax."""
    shop.add("net", shop.goods, sure="subtotal")
    tax = ZERO
    for index, rate in enumerate(shop.rates):
        base = sum((x.amount for i, x in enumerate(shop.lines) if i % 2 == index), ZERO)
        if base:
            shop.add("base", base, f"{rate}%対象")
            shop.add("tax", shop.tax(base, rate), f"消費税({rate}%)")
            tax += shop.tax(base, rate)
    shop.sums["tax_total"] = tax
    shop.add("total", shop.goods + tax, sure="total")


SUMS: dict[str, Callable[[Shop], None]] = {
    "plain": plain,
    "two-rates": two_rates,
    "inclusive": inclusive,
    "untaxed": untaxed,
    "credit": plain,
    "reverse": reverse,
    "discount": discount,
    "charge": charge,
    "prepaid": prepaid,
    "previous": previous,
    "withheld": withheld,
    "rounded": rounded,
    "cgst": cgst,
    "sales-tax": sales_tax,
    "jp-reduced": jp_reduced,
}
