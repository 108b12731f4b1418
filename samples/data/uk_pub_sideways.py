"""A British pub's bill, photographed with the phone on its side: the picture is turned only by its EXIF tag."""

from __future__ import annotations

from functools import partial

from drawing.fonts import COURIER, SANS_BOLD
from drawing.numbers import cents, included, percent
from drawing.photo import Paper, Shot, jpeg, snapped, wood
from drawing.roll import Roll
from PIL import Image

from invoice_ocr.model.purchase import Address, Line, Party, PaymentDetails, Receipt, Tax, Tender

EXTENSION = "jpg"
ORIENTATION, QUARTER_RIGHT = 0x0112, 6

SELLER = Party(
    name="The Lantern & Lamb",
    address=Address(
        text="2 Drovers Bank, Kettlebridge, LA99 9ZX",
        lines=("2 Drovers Bank", "Kettlebridge", "LA99 9ZX"),
        street="2 Drovers Bank",
        city="Kettlebridge",
        postcode="LA99 9ZX",
    ),
    vat_id="GB990001406",
    phone="01632 960 882",
)
LINES = tuple(
    Line(quantity=quantity, description=description, amount=amount)
    for quantity, description, amount in (
        ("2", "Beer Battered Haddock", "33.90"),
        ("1", "Mushroom & Ale Pie", "15.75"),
        ("1", "Side Salad", "4.50"),
        ("3", "Pint Fellside Bitter", "14.85"),
        ("1", "Elderflower Presse", "3.60"),
    )
)
SUM = sum((line.amount for line in LINES), cents("0"))
SERVICE = percent("10", SUM)
VAT = included("20", SUM)
DOCUMENT = Receipt(
    number="88214",
    document_type="receipt",
    issue_date="2024-07-13",
    issue_time="19:52",
    currency="GBP",
    seller=SELLER,
    lines=LINES,
    taxes=(Tax(rate="20", base=SUM - VAT, amount=VAT),),
    subtotal=SUM,
    service_charge=SERVICE,
    tax_total=VAT,
    total=SUM + SERVICE,
    prices_include_tax=True,
    payment=PaymentDetails(card_last4="3390"),
    payments=(Tender(method="VISA DEBIT", amount=SUM + SERVICE, card_last4="3390"),),
    cashier="Owen",
)


def draw() -> bytes:
    shot = Shot(turn=1.7, keystone=0.03, blur=0.9, noise=4, around=0.12, shadow=0.3, scale=1.15)
    surface = partial(wood, tone=(150, 118, 84))
    upright = snapped(_strip().paper(), Paper(ink=0.85, fade=0.12), surface, shot, 111)
    exif = Image.Exif()
    exif[ORIENTATION] = QUARTER_RIGHT
    return jpeg(upright.transpose(Image.Transpose.ROTATE_90), 72, exif=exif)


def _strip() -> Roll:
    roll = Roll(COURIER, columns=36, size=32)
    roll.heading(SELLER.name, SANS_BOLD, 52)
    for line in (*SELLER.address.lines, f"Tel: {SELLER.phone}", f"VAT No: {SELLER.vat_id}"):
        roll.centre(line)
    roll.gap()
    roll.pair("Receipt No: 88214", "Served by: Owen")
    roll.pair("13 Jul 2024", "19:52")
    roll.rule()
    for line in LINES:
        roll.pair(f"{line.quantity} {line.description}", f"{line.amount}")
    roll.rule()
    roll.pair("Subtotal", f"£{SUM}")
    roll.pair("Service charge 10%", f"£{SERVICE}")
    roll.gap(0.3)
    roll.pair("TOTAL", f"£{DOCUMENT.total}", bold=True, tall=1.6)
    roll.gap(0.3)
    roll.pair("VISA DEBIT ****3390", f"£{DOCUMENT.total}")
    roll.gap()
    roll.line("Prices include VAT")
    roll.line(f"{'VAT rate':<12}{'Net':>12}{'VAT':>12}")
    roll.line(f"{'20%':<12}{SUM - VAT:>12}{VAT:>12}")
    roll.rule()
    roll.centre("Quiz night every Thursday!")
    roll.centre("Thank you for your custom")
    return roll
