"""Sums that are no total, and means of payment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from invented.decoys.bait import CENT
from invented.sums import Row
from invented.writing import shaped

if TYPE_CHECKING:
    from collections.abc import Callable

    from invented.decoys.bait import Bait


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


def percent_discount(bait: Bait) -> bool:
    """A discount of which only the rate is printed; what remains is the net total."""
    shop = bait.shop
    if bait.laid or shop.case != "plain" or shop.receipt or "discount" not in shop.words or shop.sign < 0:
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


DECOYS: dict[str, Callable[[Bait], bool]] = {
    "percent-discount": percent_discount,  # first: it writes the sums anew
    "savings": savings,
    "items": items,
    "weight": weight,
    "earlier": earlier,
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
}
