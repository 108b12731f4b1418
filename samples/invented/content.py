"""What a generated document says: its truth, and the texts that are printed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from invented import decoys
from invented.sums import SUMS, Row, Shop
from invented.writing import Hand, iban, languages, regions, shaped, tax_number
from invoice_ocr.model.purchase import Invoice, Line, Party, Receipt

if TYPE_CHECKING:
    from invoice_ocr.model.purchase import Purchase

LANGUAGES = tuple(languages())
LAYOUTS = ("right", "left", "centre", "headed", "wrapped", "own-row", "long", "roll")
CASES = tuple(SUMS)
WHERE = {"cgst": {"IN"}, "jp-reduced": {"JP"}, "sales-tax": {"US"}}
FIRST_DAY = date(2023, 1, 1)
EXTRA = {"JPY": 1, "TWD": 0, "HUF": 2, "KRW": 2, "VND": 4, "IDR": 4}
"""By how many digits prices are longer than whole euros."""


@dataclass(frozen=True)
class Sample:
    """One document: what tells it apart, its truth, and what is printed.

    A ``doubtful`` one contradicts itself, so that nobody may book it unseen, whatever was read.
    """

    seed: int
    language: str
    region: str
    case: str
    layout: str
    truth: Purchase
    page: Page
    decoys: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def name(self) -> str:
        """Unique, and says what it is."""
        return f"{self.seed:05}-{self.language}-{self.region}-{self.case}-{self.layout}"


@dataclass
class Page:
    """The texts in the order of their parts; ``below`` the sums stand further rows, a ``ghost`` is printed across."""

    language: str
    title: str
    seller: list[str]
    buyer_label: str
    buyer: list[str]
    meta: list[tuple[str, str]]
    heads: dict[str, str]
    rows: list[dict[str, str]]
    sums: list[Row]
    notes: list[str]
    foot: list[str]
    carry: tuple[str, str] | None = None
    carried: list[str] = field(default_factory=list)
    below: list[tuple[str, ...]] = field(default_factory=list)
    ghost: list[Row] = field(default_factory=list)


def generate(seed: int, wanted: tuple[str, ...] = ()) -> Sample:
    """The document of this number; the languages come in turn. ``wanted`` are decoys to have instead of those drawn."""
    rng = Random(seed * 7919)
    language = LANGUAGES[seed % len(LANGUAGES)]
    words = languages()[language]
    region = rng.choice(words["regions"])
    rules = regions()[region]
    hand = Hand(region, language, rng.choice(rules["numbers"]), rng.choice(rules["dates"]), rng.random() < 0.35)
    case = rng.choice(_possible(words, region, rules))
    receipt = "receipt" in words and "cash" in words and case not in UNLIKE_TILLS and rng.random() < 0.25
    layout = "roll" if receipt else rng.choice(LAYOUTS[:-1])
    shop = Shop(rng, hand, words, case, receipt=receipt)
    shop.lines = _goods(shop, layout)
    laid = decoys.early(seed, shop)
    shop.add_up()
    truth = _truth(shop, rng)
    bait = decoys.Bait(rng, shop, _page(shop, truth, layout), truth, layout, truth.issue_date)
    laid += decoys.late(seed, bait, wanted)
    page, truth = bait.page, bait.truth
    return Sample(seed, language, region, case, layout, truth, page, tuple(laid), bait.doubtful)


UNLIKE_TILLS = {"credit", "reverse", "withheld", "previous", "prepaid", "charge"}


def _possible(words: dict[str, list[str]], region: str, rules: dict[str, Any]) -> list[str]:
    """The cases for which the language has words and the country a custom."""
    needed = {"reverse": "reverse", "withheld": "withheld", "previous": "previous", "inclusive": "inside"}
    possible = [case for case in CASES if needed.get(case, "net") in words and region in WHERE.get(case, {region})]
    lacking = {"rounded"} if "step" not in rules or "rounding" not in words else set()
    lacking |= {"two-rates"} if len(rules["rates"]) < 2 or region in {"US", "IN", "CA"} else set()
    lacking |= {"jp-plain"} if region != "JP" else set()
    return [case for case in possible if case not in lacking]


def _price(shop: Shop) -> Decimal:
    digits = EXTRA.get(shop.hand.rules["currency"], 0)
    if shop.hand.decimals:
        return Decimal(shop.rng.randint(120, 60000)).scaleb(-2)
    step = 10 ** max(digits - 1, 0)
    return Decimal(shop.rng.randint(3, 400) * step * 5)


def _goods(shop: Shop, layout: str) -> list[Line]:
    rng = shop.rng
    count = rng.randint(46, 80) if layout == "long" else rng.choice([1, 2, 3, 3, 4, 5, 7])
    lines = []
    for number in range(count):
        name = rng.choice(shop.words["goods"])
        if layout == "wrapped":
            name = f"{name}, {rng.choice(shop.words['goods'])}"
        if rng.random() < 0.3:
            name = f"{name} {rng.choice('ABCDEF')}{rng.randint(2, 9)}"
        quantity = Decimal(rng.choice([1, 1, 2, 2, 3, 4, 6, 10, 12]))
        if rng.random() < 0.1 and shop.hand.decimals:
            quantity = Decimal(rng.choice(["0.5", "1.5", "2.5", "7.25"]))
        price = _price(shop)
        rate = Decimal(shop.rates[number % len(shop.rates)]) if shop.shows_rates else None
        amount = shop.hand.rounded(quantity * price)
        lines.append(Line(description=name, quantity=quantity, unit_price=price, tax_rate=rate, amount=amount))
    return lines


def _truth(shop: Shop, rng: Random) -> Purchase:
    """The labelled fields alone; what the page does not state is null where a reader might invent it."""
    issued = FIRST_DAY + timedelta(days=rng.randint(0, 1000))
    seller, buyer = rng.sample(shop.words["firms"], 2)
    number = shaped(rng, rng.choice(["2024-####", "R######", "INV-#####", "24/####", "########", "A-###-##"]))
    unprinted = {name: None for name in ("subtotal", "tax_total", "total") if name not in shop.sums}
    unlabelled = {name for name in unprinted if name in shop.open}
    values: dict[str, Any] = {
        "issue_date": issued,
        "currency": shop.hand.rules["currency"],
        "seller": Party(name=seller),
        **{name: value for name, value in unprinted.items() if name not in unlabelled},
        **shop.sums,
        "lines": tuple(_labelled(line, shop.sign) for line in shop.lines),
    }
    if shop.receipt:
        return Receipt(**values)
    values |= {"number": number, "buyer": Party(name=buyer)}
    if "due" in shop.words and rng.random() < 0.7:
        values["due_date"] = issued + timedelta(days=rng.choice([7, 14, 30, 45]))
    values["document_type"] = "credit_note" if shop.case == "credit" else "invoice"
    return Invoice(**values)


def _labelled(line: Line, sign: int) -> Line:
    kept = {"description": line.description, "quantity": line.quantity, "unit_price": line.unit_price}
    printed = {name: value for name, value in kept.items() if value is not None}
    return Line(**printed, amount=line.amount * sign)


def _page(shop: Shop, truth: Purchase, layout: str) -> Page:
    rng, words, hand, pick = shop.rng, shop.words, shop.hand, shop.pick
    street, town = rng.choice(words["streets"]), rng.choice(hand.rules["towns"])
    seller = [truth.seller.name, street, town]
    if label := hand.rules.get("tax_id"):
        seller.append(f"{label[0]} {tax_number(rng, hand.region, label[1])}")
    heads = {"desc": pick("desc"), "qty": pick("qty"), "price": pick("price"), "amount": pick("amount")}
    if shop.shows_rates:
        heads["rate"] = pick("rate")
    if shop.heads_currency:
        heads["amount"] += f" {hand.rules['currency']}"
    buyer = [] if shop.receipt else [truth.buyer.name, rng.choice(words["streets"]), rng.choice(hand.rules["towns"])]
    page = Page(
        language=hand.language,
        title=pick("receipt" if shop.receipt else "credit" if shop.case == "credit" else "invoice"),
        seller=seller,
        buyer_label=pick("buyer"),
        buyer=buyer,
        meta=_meta(shop, truth),
        heads=heads,
        rows=[_row(shop, line) for line in shop.lines],
        sums=shop.rows,
        notes=list(words["reverse"]) if shop.case == "reverse" else [],
        foot=[f"IBAN {iban(rng, hand.region, hand.rules['iban'])}"] if "iban" in hand.rules else [],
    )
    if layout == "long" and "carry" in words and rng.random() < 0.7:
        page.carry = (pick("carry"), pick("brought") if "brought" in words else pick("carry"))
        page.carried = [
            hand.money(sum((x.amount for x in shop.lines[: i + 1]), Decimal(0))) for i in range(len(page.rows))
        ]
    return page


def _row(shop: Shop, line: Line) -> dict[str, str]:
    cells = {
        "desc": line.description,
        "qty": "" if line.quantity is None else shop.hand.number(line.quantity),
        "price": "" if line.unit_price is None else shop.hand.money(line.unit_price),
        "amount": shop.hand.money(line.amount * shop.sign),
    }
    if shop.shows_rates and line.tax_rate is not None:
        cells["rate"] = shop.hand.percent(format(line.tax_rate, "f"))
    return cells


def _meta(shop: Shop, truth: Purchase) -> list[tuple[str, str]]:
    pick = shop.pick
    pairs = [(pick("date"), shop.hand.day(truth.issue_date))]
    if not shop.receipt:
        pairs.insert(0, (pick("credit_number" if shop.case == "credit" else "number"), truth.number))
    if truth.due_date:
        pairs.append((pick("due"), shop.hand.day(truth.due_date)))
    return pairs
