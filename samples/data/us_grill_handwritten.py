"""A US grill's card slip: tip and total written by hand with a ball pen, signed, on a dark cloth."""

from __future__ import annotations

from math import cos, exp, sin

from drawing.fonts import DEJAVU_MONO, NARROW_BOLD, PEN
from drawing.numbers import cents, percent
from drawing.photo import Paper, Shot, cloth, frame_for, jpeg, penned, photo, printed
from drawing.roll import Roll

from invoice_ocr.model.purchase import Address, Line, Party, PaymentDetails, Receipt, Tax, Tender

EXTENSION = "jpg"

SELLER = Party(
    name="RED MESA GRILL",
    address=Address(
        text="3301 Agave Trail, Tucson, AZ 85799",
        lines=("3301 Agave Trail", "Tucson, AZ 85799"),
        street="3301 Agave Trail",
        city="Tucson",
        region="AZ",
        postcode="85799",
    ),
    phone="520-555-0177",
)
LINES = tuple(
    Line(quantity=quantity, description=description, amount=amount)
    for quantity, description, amount in (
        ("1", "Ribeye 12oz", "34.00"),
        ("1", "Green Chile Burger", "17.50"),
        ("1", "Corn Ribs", "9.00"),
        ("2", "Prickly Pear Iced Tea", "9.50"),
        ("1", "Churros", "8.75"),
    )
)
SUM = sum(line.amount for line in LINES)
TAX = percent("8.7", SUM)
TIP = cents("16.00")
DOCUMENT = Receipt(
    number="20931",
    document_type="receipt",
    issue_date="2025-02-15",
    issue_time="20:31",
    currency="USD",
    seller=SELLER,
    lines=LINES,
    taxes=(Tax(rate="8.7", amount=TAX),),
    subtotal=SUM,
    tax_total=TAX,
    tip=TIP,
    total=SUM + TAX + TIP,
    prices_include_tax=False,
    payment=PaymentDetails(card_last4="0417"),
    payments=(Tender(method="Mastercard", card_last4="0417"),),
    cashier="Rosa",
)


def draw() -> bytes:
    roll = _strip()
    paper = printed(roll.paper(), Paper(ink=0.85, fade=0.08, tint=(252, 250, 246)), 91)
    shot = Shot(turn=-1.4, keystone=0.02, blur=0.8, noise=4, around=0.12, shadow=0.25, scale=1.25)
    table = cloth(92, *frame_for(roll.paper(), shot))
    return jpeg(photo(penned(paper, roll.written()), table, shot, 93), 72)


def _strip() -> Roll:
    roll = Roll(DEJAVU_MONO, columns=34, size=30)
    roll.heading(SELLER.name, NARROW_BOLD, 62)
    for line in (*SELLER.address.lines, SELLER.phone):
        roll.centre(line)
    roll.gap()
    roll.pair("Check #20931", "Server: Rosa")
    roll.pair("Feb 15, 2025", "8:31 PM")
    roll.rule()
    for line in LINES:
        roll.pair(f"{line.quantity} {line.description}", f"{line.amount}")
    roll.rule()
    roll.pair("Subtotal", f"{SUM}")
    roll.pair("Sales Tax 8.7%", f"{TAX}")
    roll.gap()
    roll.line("Mastercard XXXX XXXX XXXX 0417")
    roll.gap(1.2)
    _by_hand(roll)
    roll.centre("I agree to pay the above total")
    roll.centre("according to my card agreement.")
    roll.gap(0.4)
    roll.centre("* Customer Copy *")
    return roll


def _by_hand(roll: Roll) -> None:
    roll.line("Tip:       $ ___________________")
    roll.write(f"{TIP}", 0.52, 58, PEN, 2)
    roll.gap(1.3)
    roll.line("Total:     $ ___________________", bold=True)
    roll.write(f"{DOCUMENT.total}", 0.5, 58, PEN, 1)
    roll.gap(1.5)
    roll.line("X ______________________________")
    steps = [number / 10 for number in range(95)]
    curve = [(0.2 + 0.05 * step + 0.03 * sin(5 * step), -40 + 34 * cos(3.9 * step) * exp(-step / 5)) for step in steps]
    roll.scribble(curve)
    roll.gap(0.4)
