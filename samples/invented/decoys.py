"""What stands on a page to mislead: sums that are no totals, dates and numbers of something else, and plain mistakes.

A share of the documents gets some, by their seed. The truth stays what a careful bookkeeper would book: a decoy that
leaves the page contradicting itself marks the document as one that nobody may accept unseen.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from invented.sums import Row
from invented.writing import STYLES, iban, regions, shaped, tax_number
from invoice_ocr.model.purchase import Invoice, Line, Party

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from invented.content import Page
    from invented.sums import Shop
    from invoice_ocr.model.purchase import Purchase

SHARE = 0.65
"""Of the documents, those that get decoys."""

CENT = Decimal("0.01")


@lru_cache(maxsize=1)
def words_for_decoys() -> dict[str, dict[str, list[str]]]:
    """By language; most decoys need words and stay away where there are none."""
    return tomllib.loads((Path(__file__).parent / "decoys.toml").read_text(encoding="utf-8"))


@dataclass
class Bait:
    """A document while decoys are laid out in it; ``doubtful`` once its page contradicts itself."""

    rng: Random
    shop: Shop
    page: Page
    truth: Purchase
    layout: str
    words: dict[str, list[str]] = field(default_factory=dict)
    doubtful: bool = False

    @property
    def total(self) -> Decimal:
        """Of the truth."""
        return abs(self.truth.total or Decimal(0))

    @property
    def issued(self) -> date:
        """Of the truth."""
        if self.truth.issue_date is None:
            raise ValueError(self.truth)
        return self.truth.issue_date

    def word(self, name: str) -> str:
        """A word of the decoys; raises where the language has none, which leaves the decoy out."""
        return self.rng.choice(self.words[name])

    def money(self, value: Decimal) -> str:
        """As this document prints amounts."""
        return self.shop.hand.money(self.shop.hand.rounded(value))

    def some(self, least: str = "0.2", most: str = "1.6") -> Decimal:
        """An amount of the total's size that is not the total."""
        share = self.rng.uniform(float(least), float(most))
        value = self.shop.hand.rounded(self.total * Decimal(f"{share:.4f}"))
        return value if value != self.total else value + 1

    def day(self, shift: int) -> str:
        """So many days after the issue."""
        return self.shop.hand.day(self.issued + timedelta(days=shift))

    def learn(self, **truth: Any) -> None:
        """Change the truth."""
        self.truth = self.truth.model_copy(update=truth)

    def forget(self, *names: str) -> None:
        """Leave fields without a label, because the page leaves it open what they are."""
        kept = {name: getattr(self.truth, name) for name in self.truth.model_fields_set if name not in names}
        self.truth = type(self.truth).model_construct(_fields_set=set(kept), **kept)

    @property
    def strong(self) -> int:
        """Where the total stands among the sums."""
        return next(index for index, row in enumerate(self.page.sums) if row.strong)


def early(seed: int, shop: Shop) -> list[str]:
    """Decoys among the goods, before anything is added up; gives their names."""
    rng = Random(seed * 104729 + 1)
    chosen = [name for name in EARLY if rng.random() < SHARE / 12]
    return [name for name in chosen if EARLY[name](rng, shop, words_for_decoys().get(shop.hand.language, {}))]


def late(seed: int, bait: Bait, wanted: tuple[str, ...] = ()) -> list[str]:
    """Decoys on the finished page; gives the names of those that suited it."""
    rng = bait.rng = Random(seed * 104729 + 2)
    bait.words = words_for_decoys().get(bait.shop.hand.language, {})
    names = list(wanted)
    if not wanted and rng.random() < SHARE:
        names = rng.sample([*LATE], 9)
    most = len(wanted) or rng.choice([1, 1, 2, 3])
    laid: list[str] = []
    for name in names:
        if len(laid) < most and _lay(name, bait):
            laid.append(name)
    return laid


def _lay(name: str, bait: Bait) -> bool:
    try:
        return LATE[name](bait)
    except KeyError:  # a word that the language lacks
        return False


# Goods


def negative_line(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """One of the goods comes back: its line is negative."""
    del words
    whole = shop.goods
    line = rng.choice(shop.lines)
    quantity = Decimal(1)
    if len(shop.lines) < 3 or line.unit_price is None or line.unit_price * 2 > whole or shop.case in MIXED:
        return False
    back = line.model_copy(update={"quantity": -quantity, "amount": -line.unit_price})
    shop.lines.append(back)
    return True


def deposit(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """A deposit on bottles after the goods, as a line of its own."""
    if "deposit" not in words or shop.case in MIXED or not shop.hand.decimals:
        return False
    price, count = Decimal("0.25"), Decimal(rng.choice([1, 6, 20]))
    rate = shop.lines[0].tax_rate
    name = rng.choice(words["deposit"])
    shop.lines.append(Line(description=name, quantity=count, unit_price=price, tax_rate=rate, amount=price * count))
    return True


def coupon(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """A coupon among the goods of a receipt."""
    if "coupon" not in words or not shop.receipt or shop.case in MIXED or not shop.hand.decimals:
        return False
    off = shop.hand.rounded(shop.goods * Decimal("0.07")) or CENT
    shop.lines.append(Line(description=rng.choice(words["coupon"]), amount=-off))
    return True


def busy_goods(rng: Random, shop: Shop, words: dict[str, list[str]]) -> bool:
    """Descriptions with amounts, rates and dates in them."""
    del words
    tails = ["2.0 3 m 5%", "12,50 mm", "2 x 10,00", "1.5 l", "24/7", "100% 0.5 kg", "USB 3.1", "-20%", "10 x 2.50"]
    for index, line in enumerate(shop.lines[:12]):
        if rng.random() < 0.6:
            shop.lines[index] = line.model_copy(update={"description": f"{line.description} {rng.choice(tails)}"})
    return True


MIXED = {"two-rates", "jp-reduced", "credit"}
"""Cases whose sums depend on which line has which rate, or on the sign."""

EARLY: dict[str, Callable[[Random, Shop, dict[str, list[str]]], bool]] = {
    "negative-line": negative_line,
    "deposit": deposit,
    "coupon": coupon,
    "busy-goods": busy_goods,
}


# Sums that are no total


def _beside_sums(bait: Bait, label: str, text: str) -> bool:
    """A row somewhere among the sums: before them, right after the total, or at the end."""
    at = bait.rng.choice([0, bait.strong + 1, len(bait.page.sums)])
    bait.page.sums.insert(at, Row(label, text, strong=bait.rng.random() < 0.3))
    return True


def savings(bait: Bait) -> bool:
    """What the customer saved."""
    return _beside_sums(bait, bait.word("savings"), bait.money(bait.some("0.02", "0.4")))


def items(bait: Bait) -> bool:
    """How many pieces there are."""
    return _beside_sums(bait, bait.word("items"), str(bait.rng.randint(2, 240)))


def weight(bait: Bait) -> bool:
    """How heavy it all is."""
    text = bait.shop.hand.number(Decimal(bait.rng.randint(120, 90000)).scaleb(-2))
    return _beside_sums(bait, bait.word("weight"), f"{text} kg")


def earlier(bait: Bait) -> bool:
    """The total of another time."""
    return _beside_sums(bait, bait.word("earlier"), bait.money(bait.some()))


def page_total(bait: Bait) -> bool:
    """The sum of this page's lines."""
    return _beside_sums(bait, bait.word("page_total"), bait.money(bait.some("0.3", "0.9")))


def other_currency(bait: Bait) -> bool:
    """The total once more in another currency, with the rate between them."""
    ours = bait.shop.hand.rules["currency"]
    theirs = bait.rng.choice([each for each in ("USD", "EUR", "GBP", "CHF") if each != ours])
    rate = Decimal(bait.rng.randint(7000, 14000)).scaleb(-4)
    note = f"{bait.word('rate')} 1 {ours} = {bait.shop.hand.number(rate)} {theirs}"
    index = bait.strong
    total = bait.page.sums[index]
    name = total.label.removesuffix(f" {ours}")
    text = bait.shop.hand.number((bait.total * rate * bait.shop.sign).quantize(CENT))
    row = Row(f"{name} {theirs}", text) if bait.rng.random() < 0.5 else Row(name, f"{theirs} {text}")
    bait.page.sums.insert(index + bait.rng.choice([0, 1]), row)
    bait.page.notes.append(note)
    return True


def points(bait: Bait) -> bool:
    """What is left on the customer's card."""
    value = bait.money(bait.some()) if bait.rng.random() < 0.5 else str(bait.rng.randint(100, 9000))
    bait.page.below.append((bait.word("points"), value))
    return True


def account(bait: Bait) -> bool:
    """The customer's account before and after this document."""
    if bait.shop.sign < 0 or bait.shop.case in {"previous", "prepaid", "withheld"}:
        return False
    before = bait.some("0.1", "0.8")
    bait.page.below += [
        (bait.word("opening"), bait.money(before)),
        (bait.page.title, bait.money(bait.total)),
        (bait.word("closing"), bait.money(before + bait.total)),
    ]
    return True


def statement(bait: Bait) -> bool:
    """Other invoices with their totals below this one's."""
    words = bait.word("open_items"), bait.word("outstanding")
    whole = bait.total
    bait.page.below.append((words[0],))
    for _ in range(3):
        value = bait.some()
        whole += value
        number = shaped(bait.rng, "2023-#####")
        bait.page.below.append((f"{number}  {bait.day(-bait.rng.randint(20, 90))}", bait.money(value)))
    bait.page.below.append((words[1], bait.money(whole)))
    return True


def slip(bait: Bait) -> bool:
    """A payment slip at the foot: the payee, and the amount rounded to whole units."""
    amount = bait.total.quantize(Decimal(1))
    text = bait.shop.hand.number(amount.quantize(CENT) if bait.rng.random() < 0.5 else amount)
    name = bait.truth.seller.name if bait.truth.seller and bait.truth.seller.name else ""
    bait.page.below += [(bait.word("payee"), name), (bait.word("slip"), text)]
    return True


def tax_table(bait: Bait) -> bool:
    """Net, tax and gross by rate once more, below the sums."""
    shop, truth = bait.shop, bait.truth
    if shop.case not in {"plain", "discount", "charge"} or None in (truth.subtotal, truth.tax_total, truth.total):
        return False
    values = [bait.money(value) for value in (truth.subtotal, truth.tax_total, truth.total)]
    heads = ["%", bait.word("net_head"), shop.pick("tax"), bait.word("gross")]
    if "discount" in shop.case and "subtotal" not in shop.sums:
        return False
    bait.page.below += [tuple(heads), (shop.hand.percent(shop.rates[0]), *values)]
    return True


def tax_twice(bait: Bait) -> bool:
    """The tax once more below the total, as a part of it."""
    tax = bait.truth.tax_total
    if not tax or "inside" not in bait.shop.words or bait.shop.case == "inclusive":
        return False
    row = Row(f"{bait.shop.pick('inside')}", bait.money(tax))
    bait.page.sums.insert(bait.strong + 1, row)
    return True


def gratuity(bait: Bait) -> bool:
    """What a guest may give, reckoned already."""
    if not bait.shop.receipt or bait.shop.hand.language != "en":
        return False
    bait.page.below.append((bait.rng.choice(["Suggested gratuity", "Tip guide", "Suggested tip"]),))
    for share in (15, 18, 20):
        tip = bait.total * share / 100
        after = f" (Total {bait.money(bait.total + tip)})" if bait.rng.random() < 0.5 else ""
        bait.page.below.append((f"{share}%", f"{bait.money(tip)}{after}"))
    return True


def card_slip(bait: Bait) -> bool:
    """The terminal's slip on the same roll, with lines to be filled in."""
    if not bait.shop.receipt or bait.shop.hand.language != "en":
        return False
    bait.page.below += [
        ("SALE",),
        ("TERMINAL ID", shaped(bait.rng, "########")),
        ("AMOUNT", bait.money(bait.total)),
        ("TIP", "________"),
        ("TOTAL", "________"),
    ]
    return True


def tipped_slip(bait: Bait) -> bool:
    """The slip, filled in: the total of the receipt is not what was paid in the end."""
    if not bait.shop.receipt or bait.shop.hand.language != "en":
        return False
    tip = bait.shop.hand.rounded(bait.total / 10)
    bait.page.below += [("AMOUNT", bait.money(bait.total)), ("TIP", bait.money(tip))]
    bait.page.below.append(("TOTAL", bait.money(bait.total + tip)))
    bait.forget("total")
    bait.doubtful = True  # with the tip or without: the bookkeeper asks
    return True


def split_tender(bait: Bait) -> bool:
    """Paid by two means."""
    if not bait.shop.receipt:
        return False
    first = bait.some("0.2", "0.8")
    rows = [row for row in bait.page.sums if row not in bait.page.sums[-2:]]
    rows.append(Row(bait.word("card"), bait.money(first)))
    bait.page.sums[:] = [*rows, Row(bait.shop.pick("cash"), bait.money(bait.total - first))]
    return True


def cash_back(bait: Bait) -> bool:
    """The card paid more than the total, and the rest came in cash."""
    if not bait.shop.receipt:
        return False
    back = Decimal(20)
    rows = bait.page.sums[:-2]
    rows.append(Row(bait.word("cash_back"), bait.money(back)))
    bait.page.sums[:] = [*rows, Row(bait.word("card"), bait.money(bait.total + back))]
    return True


# Dates


def _date(bait: Bait, word: str, shift: int) -> bool:
    """A labelled date before or after that of the issue."""
    pair = (bait.word(word), bait.day(shift))
    bait.page.meta.insert(bait.rng.randint(0, len(bait.page.meta)), pair)
    return True


def order_date(bait: Bait) -> bool:
    """When it was ordered."""
    return _date(bait, "order_date", -bait.rng.randint(1, 40))


def print_date(bait: Bait) -> bool:
    """When this copy was printed."""
    return _date(bait, "print_date", bait.rng.randint(0, 20))


def delivery_date(bait: Bait) -> bool:
    """When it was delivered."""
    return _date(bait, "delivery_date", -bait.rng.randint(0, 12))


def best_before(bait: Bait) -> bool:
    """Until when it keeps: among the goods."""
    return _remark(bait, f"{bait.word('best_before')} {bait.day(bait.rng.randint(20, 300))}")


def due_first(bait: Bait) -> bool:
    """The due date before that of the issue."""
    if not isinstance(bait.truth, Invoice) or bait.truth.due_date is None:
        return False
    bait.page.meta.insert(0, bait.page.meta.pop())
    return True


def foot_date(bait: Bait) -> bool:
    """A date in the small print."""
    bait.page.foot.append(f"{bait.word('terms_of')} {bait.day(-bait.rng.randint(100, 900))}")
    return True


def bare_date(bait: Bait) -> bool:
    """The day of printing at the top, without a label."""
    bait.page.seller.append(bait.day(bait.rng.randint(1, 9)))
    return True


# Numbers and names


def _number(bait: Bait, word: str, shape: str) -> bool:
    pair = (bait.word(word), shaped(bait.rng, shape))
    bait.page.meta.insert(bait.rng.randint(0, len(bait.page.meta)), pair)
    return True


def order_number(bait: Bait) -> bool:
    """The number of the order."""
    return _number(bait, "order", bait.rng.choice(["########", "PO-#####", "2024/####"]))


def customer_number(bait: Bait) -> bool:
    """The number of the customer."""
    return _number(bait, "customer", bait.rng.choice(["#####", "K-####", "########"]))


def delivery_number(bait: Bait) -> bool:
    """The number of the delivery note."""
    return _number(bait, "delivery", bait.rng.choice(["LS######", "########", "24-####"]))


def phone(bait: Bait) -> bool:
    """The seller's phone."""
    return _number(bait, "phone", "0### ######")


def till(bait: Bait) -> bool:
    """The till, the terminal or the cashier."""
    return _number(bait, "till", bait.rng.choice(["##", "########", "###"]))


def similar_names(bait: Bait) -> bool:
    """The buyer's name is the seller's but for a word."""
    if not bait.page.buyer or not bait.truth.seller or not bait.truth.seller.name:
        return False
    first, *rest = bait.truth.seller.name.split(" ")
    name = " ".join([first, *rest[:-1], bait.rng.choice(["Nord", "Plus", "2000"]), *rest[-1:]])
    bait.page.buyer[0] = name
    bait.learn(buyer=Party(name=name))
    return True


def buyer_tax_id(bait: Bait) -> bool:
    """The buyer's tax number at the top, before the seller's."""
    label = bait.shop.hand.rules.get("tax_id")
    if not label or not bait.page.buyer:
        return False
    number = tax_number(bait.rng, bait.shop.hand.region, label[1])
    bait.page.buyer.append(f"{label[0]} {number}")
    bait.page.seller[:] = bait.page.seller[:-1]
    bait.page.foot.append(f"{label[0]} {tax_number(bait.rng, bait.shop.hand.region, label[1])}")
    return True


def buyer_account(bait: Bait) -> bool:
    """The buyer's account, which is debited on a day."""
    length = regions()[bait.shop.hand.region].get("iban")
    if not length or not bait.page.buyer:
        return False
    account = iban(bait.rng, bait.shop.hand.region, length)
    bait.page.notes.append(f"{bait.word('debit')} {account}, {bait.day(12)}")
    return True


# The table


def _remark(bait: Bait, text: str) -> bool:
    """A row of text between two items."""
    if bait.layout in {"long", "roll"}:
        return False
    bait.page.rows.insert(bait.rng.randint(1, len(bait.page.rows)), {"desc": text})
    return True


def remark(bait: Bait) -> bool:
    """A remark with a date and a number across the table."""
    return _remark(bait, f"{bait.word('remark')} {bait.day(-9)}, {shaped(bait.rng, '#####')}")


def instead(bait: Bait) -> bool:
    """What it would have cost otherwise."""
    return _remark(bait, f"{bait.word('instead')} {bait.money(bait.some('0.1', '0.5'))} (-10%)")


def _item_rows(bait: Bait) -> list[dict[str, str]]:
    """The rows of the table that are no remarks."""
    return [row for row in bait.page.rows if "amount" in row]


def gross_column(bait: Bait) -> bool:
    """A column with tax right of the one without."""
    shop = bait.shop
    if shop.case not in {"plain", "charge", "prepaid"} or bait.layout in {"own-row", "roll"}:
        return False
    bait.page.heads["gross"] = bait.word("gross")
    for row, line in zip(_item_rows(bait), shop.lines, strict=True):
        amount = (line.amount or Decimal(0)) * (100 + Decimal(shop.rates[0])) / 100
        row["gross"] = bait.money(amount * shop.sign)
    return True


def fractional_counts(bait: Bait) -> bool:
    """Quantities with two decimals, which look like prices."""
    if not bait.shop.hand.decimals:
        return False
    for row, line in zip(_item_rows(bait), bait.shop.lines, strict=True):
        if line.quantity is not None and "qty" in row:
            row["qty"] = bait.shop.hand.number(line.quantity.quantize(CENT))
    return True


def mixed_marks(bait: Bait) -> bool:
    """Some lines in another country's way of writing."""
    other = {"german": "english", "english": "german"}.get(bait.shop.hand.style)
    if not bait.shop.hand.decimals or other is None:
        return False
    for row, line in zip(_item_rows(bait), bait.shop.lines, strict=True):
        if bait.rng.random() < 0.5 and "amount" in row and line.amount is not None:
            row["amount"] = str(STYLES[other](line.amount * bait.shop.sign))
    return True


# Mistakes: nobody may accept these unseen


def _spoil(bait: Bait, index: int, value: Decimal) -> bool:
    """Print another amount in this row of the sums."""
    row = bait.page.sums[index]
    marked = bait.shop.hand.number(bait.total) in row.text and bait.shop.hand.number(bait.total) != row.text
    bait.page.sums[index] = Row(row.label, bait.shop.hand.money(value * bait.shop.sign, marked=marked), row.strong)
    bait.doubtful = True
    return True


def wrong_digit(bait: Bait) -> bool:
    """One digit of the total is another: it is no longer what the sums above make."""
    if not _proved(bait):
        return False
    place = 10 ** bait.rng.randint(0, max(len(str(int(bait.total))) - 1, 0))
    value = bait.total + place * bait.rng.choice([1, 2, 3])
    _spoil(bait, bait.strong, value)
    bait.forget("total")
    return True


def wrong_everywhere(bait: Bait) -> bool:
    """The same wrong total in each place where it stands."""
    if not _proved(bait):
        return False
    wrong = bait.total + bait.rng.choice([1, 9, 10, 90, 100])
    _spoil(bait, bait.strong, wrong)
    if "slip" in bait.words:
        bait.page.below.append((bait.word("slip"), bait.money(wrong)))
    bait.forget("total", "amount_due")
    return True


def _proved(bait: Bait) -> bool:
    """Whether the sums are simple enough that the total alone can be spoilt."""
    return bait.shop.case in {"plain", "charge", "two-rates", "sales-tax"} and not bait.shop.receipt and bait.total > 0


def wrong_line(bait: Bait) -> bool:
    """One line's amount is not what the sums count it as."""
    if bait.shop.receipt or len(bait.page.rows) < 2 or bait.shop.case in MIXED:
        return False
    line, row = bait.rng.choice(list(zip(bait.shop.lines, _item_rows(bait), strict=True)))
    if line.amount is None:
        return False
    value = line.amount + bait.rng.choice([1, 5, 10, 27])
    row["amount"] = bait.money(value * bait.shop.sign)
    bait.forget("lines")
    bait.doubtful = True
    return True


def markless_total(bait: Bait) -> bool:
    """The total without its decimal mark."""
    row = bait.page.sums[bait.strong]
    if not bait.shop.hand.decimals or not _proved(bait):
        return False
    digits = bait.shop.hand.number(bait.total)
    bare = digits[:-3] + bait.rng.choice(["", " "]) + digits[-2:]
    bait.page.sums[bait.strong] = Row(row.label, row.text.replace(digits, bare), row.strong)
    return True


def percent_discount(bait: Bait) -> bool:
    """A discount of which only the rate is printed; what remains is the net total."""
    shop = bait.shop
    if shop.case != "plain" or shop.receipt or "discount" not in shop.words or shop.sign < 0:
        return False
    net = shop.hand.rounded(shop.goods * Decimal("0.95"))
    tax = shop.tax(net, shop.rates[0])
    shop.rows.clear()
    shop.rows.append(Row(shop.pick("discount"), shop.hand.percent("5")))
    shop.add("net", net, sure="subtotal")
    shop.add("tax", tax, shop.tax_label(shop.rates[0]), sure="tax_total")
    shop.add("total", net + tax, sure="total")
    bait.learn(subtotal=net, tax_total=tax, total=net + tax)
    return True


def overlap(bait: Bait) -> bool:
    """The sums of another document, printed across these."""
    if bait.layout in {"roll", "headed"}:
        return False
    bait.page.ghost = [Row(row.label, bait.money(bait.some()), row.strong) for row in bait.page.sums]
    bait.forget("total", "subtotal", "tax_total", "amount_due")
    bait.doubtful = True
    return True


LATE: dict[str, Callable[[Bait], bool]] = {
    "percent-discount": percent_discount,  # first: it writes the sums anew
    "savings": savings,
    "items": items,
    "weight": weight,
    "earlier-total": earlier,
    "page-total": page_total,
    "other-currency": other_currency,
    "points": points,
    "account": account,
    "statement": statement,
    "slip": slip,
    "tax-table": tax_table,
    "tax-twice": tax_twice,
    "gratuity": gratuity,
    "card-slip": card_slip,
    "tipped-slip": tipped_slip,
    "split-tender": split_tender,
    "cash-back": cash_back,
    "order-date": order_date,
    "print-date": print_date,
    "delivery-date": delivery_date,
    "best-before": best_before,
    "due-first": due_first,
    "foot-date": foot_date,
    "bare-date": bare_date,
    "order-number": order_number,
    "customer-number": customer_number,
    "delivery-number": delivery_number,
    "phone": phone,
    "till": till,
    "similar-names": similar_names,
    "buyer-tax-id": buyer_tax_id,
    "buyer-account": buyer_account,
    "remark": remark,
    "instead": instead,
    "gross-column": gross_column,
    "fractional-counts": fractional_counts,
    "mixed-marks": mixed_marks,
    "markless-total": markless_total,
    "wrong-digit": wrong_digit,
    "wrong-everywhere": wrong_everywhere,
    "wrong-line": wrong_line,
    "overlap": overlap,
}
