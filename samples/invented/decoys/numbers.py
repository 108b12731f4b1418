"""Numbers that are not the document's, and names and accounts that are not the seller's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invented.writing import iban, regions, shaped, tax_number
from invoice_ocr.model.purchase import Invoice, Party

if TYPE_CHECKING:
    from collections.abc import Callable

    from invented.decoys.bait import Bait


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


def title_number(bait: Bait) -> bool:
    """The number stands in the title, without a label."""
    number = _number_of(bait)
    if number is None:
        return False
    bait.page.meta[:] = [pair for pair in bait.page.meta if pair[1] != number]
    bait.page.title = f"{bait.page.title} {number}"
    return True


def no_number(bait: Bait) -> bool:
    """The document has no number; the order and the customer have."""
    return _drop_number(bait, blank=False)


def blank_number(bait: Bait) -> bool:
    """Nothing was filled in where the number belongs."""
    return _drop_number(bait, blank=True)


def _number_of(bait: Bait) -> str | None:
    return bait.truth.number if isinstance(bait.truth, Invoice) else None


def _drop_number(bait: Bait, *, blank: bool) -> bool:
    """Take away the document's number, and print others."""
    number = _number_of(bait)
    if number is None or "title-number" in bait.laid:
        return False
    others = [(bait.word("customer"), shaped(bait.rng, "#####")), (bait.word("order"), shaped(bait.rng, "24/####"))]
    bait.page.meta[:] = [(label, "" if text == number else text) for label, text in bait.page.meta]
    bait.page.meta[:] = [pair for pair in bait.page.meta if pair[1] or blank] + others
    bait.learn(number=None)
    return True


DECOYS: dict[str, Callable[[Bait], bool]] = {
    "order-number": order_number,
    "customer-number": customer_number,
    "delivery-number": delivery_number,
    "phone": phone,
    "till": till,
    "similar-names": similar_names,
    "buyer-tax-id": buyer_tax_id,
    "buyer-account": buyer_account,
    "title-number": title_number,
    "no-number": no_number,
    "blank-number": blank_number,
}
