"""A British workshop's VAT invoice: open layout without rules, deposit already paid, balance due."""

from __future__ import annotations

from drawing.fonts import LATO
from drawing.numbers import ENGLISH, cents, iban, item, percent, total
from drawing.sheet import BODY, GREY, WHITE, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
NAVY: Colour = (28, 44, 84)
AMBER: Colour = (222, 150, 40)

SELLER = Party(
    name="Thornwick Joinery Ltd",
    address=Address(
        text="Unit 6 Kiln Yard, Hallow Road, Worcester, WR2 9ZY",
        lines=("Unit 6 Kiln Yard", "Hallow Road", "Worcester", "WR2 9ZY"),
        street="Hallow Road",
        city="Worcester",
        postcode="WR2 9ZY",
    ),
    vat_id="GB990000703",
    registration_id="99014482",
    phone="01632 960 417",
    email="accounts@thornwick.example",
)
BUYER = Party(
    name="Pellerby Veterinary Practice",
    address=Address(
        text="The Old Dairy, 22 Church Lane, Pershore, WR10 9ZX",
        lines=("The Old Dairy", "22 Church Lane", "Pershore", "WR10 9ZX"),
        street="22 Church Lane",
        city="Pershore",
        postcode="WR10 9ZX",
    ),
)
LINES = (
    item(
        "Reception counter in oak veneer, curved front, made to measure incl. cable trunking and lockable drawer",
        "1",
        "2480.00",
    ),
    item("Wall shelving, birch ply, per running metre", "6.5", "94.00"),
    item("Fitting on site, two joiners", "14", "46.50"),
    item("Removal and disposal of old units", "1", "185.00"),
)
NET = total(LINES)
VAT = percent("20", NET)
PAID = cents("1500")
DOCUMENT = Invoice(
    number="TJ-20418",
    document_type="invoice",
    issue_date="2025-02-28",
    due_date="2025-03-30",
    currency="GBP",
    purchase_order="PVP/0092",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="GB75THOR99990112345678", bic="THORGB99", terms="30 days net", reference="TJ-20418"),
    lines=LINES,
    taxes=(Tax(rate="20", amount=VAT),),
    subtotal=NET,
    tax_total=VAT,
    total=NET + VAT,
    amount_paid=PAID,
    amount_due=NET + VAT - PAID,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(LATO)
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("Description", 18, 92),
            Column("Qty", 110, 18, "R"),
            Column("Unit price", 128, 30, "R"),
            Column("Amount", 158, 34, "R"),
        ),
        112,
        Look(
            pen=BODY.sized(9.5),
            head=BODY.sized(9).bold.inked(WHITE),
            head_fill=NAVY,
            stripe=(243, 244, 248),
            space=2.4,
            pad=2,
        ),
    )
    table.head()
    for line in LINES:
        quantity, price, amount = (ENGLISH(value) for value in (line.quantity, line.unit_price, line.amount))
        table.row(line.description, quantity, f"£{price}", f"£{amount}")
    _totals(sheet, table.y + 9)
    _foot(sheet)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.fill(18, 16, 4, 22, AMBER)
    sheet.fill(24, 16, 4, 16, NAVY)
    sheet.fill(30, 16, 4, 9, AMBER)
    sheet.text(40, 25, SELLER.name, BODY.sized(17).bold.inked(NAVY))
    sheet.text(40, 31.5, "Bespoke furniture and shopfitting since 1987", BODY.sized(9).italic.inked(GREY))
    sheet.text(192, 25, "VAT INVOICE", BODY.sized(15).right.inked(AMBER).bold)
    contact = (*SELLER.address.lines, f"Tel {SELLER.phone}", SELLER.email)
    sheet.block(192, 33, contact, BODY.sized(8.5).right.inked(GREY))
    sheet.text(18, 66, "INVOICE TO", BODY.sized(7.5).bold.inked(GREY))
    sheet.text(18, 72, BUYER.name, BODY.sized(10.5).bold)
    sheet.block(18, 77.2, BUYER.address.lines, BODY.sized(10))
    pairs = (
        ("Invoice no.", DOCUMENT.number),
        ("Invoice date", "28 February 2025"),
        ("Due date", "30 March 2025"),
        ("Your order no.", DOCUMENT.purchase_order),
        ("Payment terms", DOCUMENT.payment.terms),
    )
    sheet.pairs(128, 72, pairs, gap=64, pen=BODY.sized(9.5).right)


def _totals(sheet: Sheet, y: float) -> None:
    rows = (
        ("Subtotal", DOCUMENT.subtotal),
        ("VAT @ 20%", DOCUMENT.tax_total),
        ("Total", DOCUMENT.total),
        ("Less deposit paid", -PAID),
    )
    for label, amount in rows:
        pen = BODY.sized(10).bold if label == "Total" else BODY.sized(10)
        sheet.text(130, y, label, pen)
        sheet.text(190, y, f"£{ENGLISH(amount)}".replace("£-", "-£"), pen.right)
        y += 6
    sheet.rule(130, y - 2.6, 192, 0.5, NAVY)
    sheet.text(130, y + 4, "Balance due", BODY.sized(12.5).bold.inked(NAVY))
    sheet.text(190, y + 4, f"£{ENGLISH(DOCUMENT.amount_due)}", BODY.sized(12.5).bold.right.inked(NAVY))


def _foot(sheet: Sheet) -> None:
    sheet.text(18, 246, "How to pay", BODY.sized(9.5).bold.inked(NAVY))
    pairs = (
        ("Bank", "Severn Mutual Bank plc"),
        ("IBAN", iban(DOCUMENT.payment.iban)),
        ("BIC", DOCUMENT.payment.bic),
        ("Reference", DOCUMENT.payment.reference),
    )
    sheet.pairs(18, 252, pairs, gap=22, pen=BODY.sized(9))
    legal = f"{SELLER.name}. Company no. {SELLER.registration_id}. VAT no. GB 990 0007 03."
    sheet.rule(18, 276, 192, 0.2, GREY)
    sheet.text(105, 281, legal, BODY.sized(7.5).centre.inked(GREY))
    sheet.text(105, 285, "Thank you for your business.", BODY.sized(7.5).centre.inked(GREY))
