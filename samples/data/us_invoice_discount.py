"""A US agency's invoice: hours by the quarter, a discount, shipping, sales tax, a remittance slip at the foot."""

from __future__ import annotations

from drawing.fonts import OPEN_SANS
from drawing.numbers import ENGLISH, cents, items, percent, total
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, AllowanceCharge, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
PLUM: Colour = (96, 40, 92)

SELLER = Party(
    name="Copperline Signs LLC",
    address=Address(
        text="907 Foundry Blvd, Suite 210, Akron, OH 44399",
        lines=("907 Foundry Blvd", "Suite 210", "Akron, OH 44399"),
        street="907 Foundry Blvd",
        city="Akron",
        region="OH",
        postcode="44399",
    ),
    phone="(330) 555-0119",
    email="billing@copperline.example",
    website="www.copperline.example",
)
BUYER = Party(
    name="Maple Hollow Credit Union",
    address=Address(
        text="1200 Stadium Dr, Kent, OH 44299",
        lines=("1200 Stadium Dr", "Kent, OH 44299"),
        street="1200 Stadium Dr",
        city="Kent",
        region="OH",
        postcode="44299",
    ),
)
SHIP_TO = Party(
    name="Maple Hollow CU - North Branch",
    address=Address(
        text="58 Quarry Rd, Hudson, OH 44298",
        lines=("58 Quarry Rd", "Hudson, OH 44298"),
        street="58 Quarry Rd",
        city="Hudson",
        region="OH",
        postcode="44298",
    ),
)
LINES = items(
    "item_code | description | quantity | unit_price",
    """
    CH-LED | Illuminated channel letters "MAPLE HOLLOW", 24 in., white face, bronze return | 12 | 389.00
    PY-08 | Pylon sign face replacement, double sided, 8 x 4 ft | 2 | 1275.50
    WG-VN | Window graphics, perforated vinyl (per sq ft) | 146.5 | 9.40
    IN-HR | Installation crew, hours | 11.25 | 118.00
    """,
)
SUM = total(LINES)
DISCOUNT = percent("3", SUM)
SHIPPING = cents("185")
NET = SUM - DISCOUNT + SHIPPING
TAX = percent("6.75", NET)
DOCUMENT = Invoice(
    number="INV-003386",
    document_type="invoice",
    issue_date="2025-06-30",
    due_date="2025-07-30",
    currency="USD",
    purchase_order="4500098812",
    seller=SELLER,
    buyer=BUYER,
    ship_to=SHIP_TO,
    payment=PaymentDetails(account="000991204471", terms="Net 30"),
    lines=LINES,
    allowances=(AllowanceCharge(reason="Volume discount", rate="3", amount=DISCOUNT),),
    charges=(AllowanceCharge(reason="Shipping", amount=SHIPPING),),
    taxes=(Tax(rate="6.75", amount=TAX),),
    lines_total=SUM,
    subtotal=NET,
    tax_total=TAX,
    total=NET + TAX,
    amount_due=NET + TAX,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(OPEN_SANS, "letter")
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("SKU", 18, 22),
            Column("DESCRIPTION", 40, 82),
            Column("QTY", 122, 18, "R"),
            Column("RATE", 140, 25, "R"),
            Column("AMOUNT", 165, 33, "R"),
        ),
        108,
        Look(head=BODY.sized(7.5).bold.inked(PLUM), rule=(205, 190, 204), space=2),
    )
    table.head()
    for line in LINES:
        figures = (ENGLISH(line.quantity), ENGLISH(line.unit_price), ENGLISH(line.amount))
        table.row(line.item_code, line.description, *figures)
    _totals(sheet, table.y + 8)
    _slip(sheet)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.fill(18, 15, 17, 17, PLUM)
    sheet.disc(26.5, 23.5, 5.5, (255, 255, 255))
    sheet.disc(28.5, 23.5, 4.2, PLUM)
    sheet.text(40, 21, SELLER.name, BODY.sized(15).bold)
    sheet.block(40, 26, SELLER.address.lines, BODY.sized(8).inked(GREY))
    sheet.block(110, 26, (SELLER.phone, SELLER.email, SELLER.website), BODY.sized(8).inked(GREY))
    sheet.text(198, 22, "INVOICE", BODY.sized(19).bold.right.inked(PLUM))
    for left, title, party in ((18, "BILL TO", BUYER), (78, "SHIP TO", SHIP_TO)):
        sheet.text(left, 54, title, BODY.sized(7.5).bold.inked(PLUM))
        sheet.text(left, 60, party.name, BODY.sized(9).bold)
        sheet.block(left, 65, party.address.lines, BODY.sized(9))
    pairs = (
        ("Invoice #", DOCUMENT.number),
        ("Invoice date", "06/30/2025"),
        ("Due date", "07/30/2025"),
        ("PO number", DOCUMENT.purchase_order),
        ("Terms", DOCUMENT.payment.terms),
    )
    sheet.pairs(145, 54, pairs, gap=53, pen=BODY.right)


def _totals(sheet: Sheet, y: float) -> None:
    rows = (
        ("Items total", DOCUMENT.lines_total),
        ("Volume discount (3%)", -DISCOUNT),
        ("Shipping", SHIPPING),
        ("Subtotal", DOCUMENT.subtotal),
        ("Sales tax (6.75%)", DOCUMENT.tax_total),
    )
    for label, amount in rows:
        sheet.text(135, y, label)
        sheet.text(196.8, y, ENGLISH(amount), BODY.right)
        y += 5.6
    sheet.rule(135, y - 2.6, 198, 0.6, PLUM)
    sheet.text(135, y + 3.4, "Total USD", BODY.sized(12).bold)
    sheet.text(196.8, y + 3.4, f"${ENGLISH(DOCUMENT.total)}", BODY.sized(12).bold.right)


def _slip(sheet: Sheet) -> None:
    sheet.pdf.set_dash_pattern(2, 1.5)
    sheet.rule(18, 236, 198, 0.2, GREY)
    sheet.pdf.set_dash_pattern()
    sheet.text(108, 234.6, "Please detach and return with your payment", BODY.sized(7).centre.inked(GREY))
    sheet.text(18, 243, "Pay by ACH", BODY.sized(8.5).bold)
    pairs = (("Bank", "Cuyahoga Farmers Bank"), ("Account no.", DOCUMENT.payment.account))
    sheet.pairs(18, 248, pairs, gap=24, pen=BODY.sized(8.5))
    sheet.text(110, 243, f"Checks payable to {SELLER.name}", BODY.sized(8.5))
    sheet.text(110, 248, "Late balances accrue interest at the rate permitted by law.", BODY.sized(8).inked(GREY))
