"""A US café's receipt on a wooden table: sales tax on top, a printed tip, paid by card."""

from __future__ import annotations

from drawing.fonts import AGAVE, SERIF_BOLD_ITALIC
from drawing.numbers import PLAIN, cents, item, percent, total
from drawing.photo import Paper, Shot, frame_for, jpeg, photo, printed, wood
from drawing.roll import Roll

from invoice_ocr.model.purchase import Address, Line, Party, PaymentDetails, Receipt, Tax, Tender

EXTENSION = "jpg"

SELLER = Party(
    name="Juniper & Rye",
    address=Address(
        text="418 Larkspur Ave, Boulder, CO 80399",
        lines=("418 Larkspur Ave", "Boulder, CO 80399"),
        street="418 Larkspur Ave",
        city="Boulder",
        region="CO",
        postcode="80399",
    ),
    phone="(303) 555-0148",
)
LINES = (
    item("Cappuccino", "2", "4.75"),
    Line(description="Avocado Toast", quantity="1", amount="11.50"),
    Line(description="Breakfast Burrito", quantity="1", amount="12.25"),
    item("Orange Juice 12oz", "2", "5.25"),
    Line(description="Almond Croissant", quantity="1", amount="4.95"),
)
NET = total(LINES)
TAX = percent("8.845", NET)
TIP = cents("9.50")
DOCUMENT = Receipt(
    number="10487",
    document_type="receipt",
    issue_date="2024-06-22",
    issue_time="09:47",
    currency="USD",
    seller=SELLER,
    lines=LINES,
    taxes=(Tax(rate="8.845", amount=TAX),),
    subtotal=NET,
    tax_total=TAX,
    tip=TIP,
    total=NET + TAX + TIP,
    prices_include_tax=False,
    payment=PaymentDetails(card_last4="7702"),
    payments=(Tender(method="VISA", amount=NET + TAX + TIP, card_last4="7702"),),
    cashier="Dana",
)


def draw() -> bytes:
    sheet = printed(_strip().paper(), Paper(ink=0.82, fade=0.12, folds=(0.47,)), 11)
    shot = Shot(turn=-2.2, keystone=0.025, blur=0.9, around=0.14, shadow=0.3, scale=1.25)
    table = wood(12, *frame_for(_strip().paper(), shot))
    return jpeg(photo(sheet, table, shot, 13), 72)


def _strip() -> Roll:
    roll = Roll(AGAVE, columns=36, size=30)
    roll.heading(SELLER.name, SERIF_BOLD_ITALIC, 70)
    roll.centre("coffee - kitchen - bakery")
    roll.gap()
    for line in (*SELLER.address.lines, SELLER.phone):
        roll.centre(line)
    roll.gap()
    roll.pair("Receipt #: 10487", "Server: Dana")
    roll.pair("06/22/2024", "9:47 AM")
    roll.rule()
    for line in LINES:
        roll.pair(f"{line.quantity}  {line.description}", f"{line.amount}")
        if line.unit_price:
            roll.line(f"     @ {line.unit_price} ea")
    roll.rule()
    roll.pair("Subtotal", f"${NET}")
    roll.pair("Sales Tax 8.845%", f"${TAX}")
    roll.pair("Tip", f"${TIP}")
    roll.gap(0.3)
    roll.pair("TOTAL", f"${PLAIN(DOCUMENT.total)}", bold=True, tall=1.7)
    roll.gap(0.3)
    roll.pair("VISA ************7702", f"${DOCUMENT.total}")
    roll.pair("APPROVED", "contactless")
    roll.rule("=")
    roll.centre("Thank you, come back soon!")
    roll.centre("Free refill with your loyalty card")
    roll.gap()
    roll.stripes(4)
    return roll
