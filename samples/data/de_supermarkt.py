"""A German supermarket's till receipt on a flatbed scanner: quantities on rows below, a discount, tax letters."""

from __future__ import annotations

import io
from decimal import Decimal

from drawing.fonts import NARROW_BOLD, TYPEWRITER
from drawing.numbers import COMMA, included, items, total
from drawing.photo import Paper, printed
from drawing.roll import Roll
from drawing.scan import Glass, scanned
from PIL import Image

from invoice_ocr.model.purchase import Address, AllowanceCharge, Line, Party, PaymentDetails, Receipt, Tax, Tender

EXTENSION = "png"
LETTERS = {Decimal(19): "A", Decimal(7): "B"}

SELLER = Party(
    name="FRISCHMARKT HOLLERBUSCH",
    address=Address(
        text="Torgasse 5, 97999 Igersheim",
        lines=("Torgasse 5", "97999 Igersheim"),
        street="Torgasse 5",
        city="Igersheim",
        postcode="97999",
    ),
    vat_id="DE998801196",
    phone="07931 99904-1",
)
LINES = items(
    "description | quantity | unit | unit_price | amount | tax_rate",
    """
    BIO BANANEN | 1.284 | kg | 1.99 | 2.56 | 7
    ROGGENBROT 750G | - | - | - | 3.49 | 7
    JOGHURT NATUR 500G | 3 | Stk | 0.89 | 2.67 | 7
    BERGKÄSE AM STÜCK | - | - | - | 6.18 | 7
    MINERALWASSER 1,5L | 6 | Stk | 0.79 | 4.74 | 19
    PFAND | 6 | Stk | 0.25 | 1.50 | 19
    GESCHIRRTÜCHER 3ER | - | - | - | 5.99 | 19
    BATTERIEN AA 8ER | - | - | - | 7.49 | 19
    """,
)
RABATT = Decimal("1.20")
GROSS = {Decimal(19): total(LINES, "19") - RABATT, Decimal(7): total(LINES, "7")}
TAXES = tuple(
    Tax(rate=rate, base=gross - included(rate, gross), amount=included(rate, gross)) for rate, gross in GROSS.items()
)
TAX = TAXES[0].amount + TAXES[1].amount
TOTAL = sum(GROSS.values())
DOCUMENT = Receipt(
    number="4417",
    document_type="receipt",
    issue_date="2025-01-18",
    issue_time="17:26",
    currency="EUR",
    seller=SELLER,
    lines=LINES,
    allowances=(AllowanceCharge(reason="AKTIONSRABATT", amount=RABATT, tax_rate="19"),),
    taxes=TAXES,
    subtotal=TOTAL - TAX,
    tax_total=TAX,
    total=TOTAL,
    prices_include_tax=True,
    payment=PaymentDetails(card_last4="5082"),
    payments=(Tender(method="girocard", amount=TOTAL, card_last4="5082"),),
    register="3",
    cashier="Fr. Kessler",
)


def draw() -> bytes:
    strip = _strip().paper()
    grey = printed(strip, Paper(ink=0.8, fade=0.12, tint=(246, 246, 246), crumple=0.02), 131).mean(2)
    picture = scanned(Image.fromarray(grey.astype("uint8"), "L"), Glass(turn=-0.6, blur=0.7, grain=2, specks=8), 132)
    small = picture.resize((round(picture.width * 0.8), round(picture.height * 0.8)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.quantize(32).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _strip() -> Roll:
    roll = Roll(TYPEWRITER, columns=38, size=32)
    roll.heading(SELLER.name, NARROW_BOLD, 56)
    for line in SELLER.address.lines:
        roll.centre(line)
    roll.centre(f"Tel. {SELLER.phone}")
    roll.centre(f"UID Nr. {SELLER.vat_id}")
    roll.gap()
    roll.line(f"{'EUR':>36}")
    for line in LINES:
        _item(roll, line)
        if line.description.startswith("BATTERIEN"):
            roll.line(f"{'AKTIONSRABATT':<24}{'-' + COMMA(RABATT):>12} A")
    roll.rule("-")
    roll.line(f"{'SUMME':<8}{'EUR':<6}{COMMA(TOTAL):>8}", bold=True, tall=1.5, wide=1.5)
    roll.rule("=")
    roll.line(f"{'Geg. girocard':<20}{'EUR':<6}{COMMA(TOTAL):>10}")
    roll.line("Karte ############5082")
    roll.gap()
    _taxes(roll)
    roll.gap()
    roll.line("18.01.2025     17:26     Bon-Nr.:4417")
    roll.line("Kasse: 3       Bediener: Fr. Kessler")
    roll.gap()
    roll.centre("Vielen Dank für Ihren Einkauf")
    roll.centre("Mo - Sa 7 bis 21 Uhr geöffnet")
    roll.gap()
    roll.stripes(14, 70)
    return roll


def _item(roll: Roll, line: Line) -> None:
    roll.line(f"{line.description:<24}{COMMA(line.amount):>12} {LETTERS[line.tax_rate]}")
    if line.unit == "kg":
        roll.line(f"      {COMMA(line.quantity)} kg x {COMMA(line.unit_price)} EUR/kg")
    elif line.quantity:
        roll.line(f"      {line.quantity} Stk x {COMMA(line.unit_price)}")


def _taxes(roll: Roll) -> None:
    roll.line(f"{'Steuer  %':<11}{'Netto':>9}{'Steuer':>9}{'Brutto':>9}")
    for tax in TAXES:
        _tax(roll, f"{LETTERS[tax.rate]}={tax.rate}%", tax.base, tax.amount)
    _tax(roll, "Gesamt", TOTAL - TAX, TAX)


def _tax(roll: Roll, name: str, net: Decimal, tax: Decimal) -> None:
    roll.line(f"{name:<11}{COMMA(net):>9}{COMMA(tax):>9}{COMMA(net + tax):>9}")
