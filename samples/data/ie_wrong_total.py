"""An Irish invoice whose total is wrong in one digit: subtotal and VAT give another sum than the one printed."""

from __future__ import annotations

from decimal import Decimal

from drawing.fonts import SERIF
from drawing.numbers import ENGLISH, iban, items, percent, total
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
MOSS: Colour = (74, 92, 48)

SELLER = Party(
    name="Gortnamona Garden Machinery",
    address=Address(
        text="Mill Road, Tullowbeg, R93 Y9X9",
        lines=("Mill Road", "Tullowbeg", "R93 Y9X9"),
        street="Mill Road",
        city="Tullowbeg",
        postcode="R93 Y9X9",
        country="IE",
    ),
    vat_id="IE9912006B",
    phone="059 999 0148",
)
BUYER = Party(
    name="Ballyfern Golf Club",
    address=Address(
        text="Station Road, Ballyfern, W91 Y9X8",
        lines=("Station Road", "Ballyfern", "W91 Y9X8"),
        street="Station Road",
        city="Ballyfern",
        postcode="W91 Y9X8",
        country="IE",
    ),
)
LINES = items(
    "description | quantity | unit_price",
    """
    Annual service, ride-on mower | 2 | 285.00
    Mower deck blades, set of three | 2 | 64.50
    Hydraulic oil 20 l | 1 | 118.00
    Labour, hedge cutter repair (hours) | 3.5 | 52.00
    """,
)
NET = total(LINES)
VAT = percent("23", NET)
WRONG = NET + VAT + Decimal("10.00")
DOCUMENT = Invoice(
    number="2025-166",
    document_type="invoice",
    issue_date="2025-05-19",
    due_date="2025-06-18",
    currency="EUR",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="IE57TEST99991122334455"),
    lines=LINES,
    taxes=(Tax(rate="23", amount=VAT),),
    subtotal=NET,
    tax_total=VAT,
    total=WRONG,
    amount_due=WRONG,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(SERIF)
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("Description", 20, 92),
            Column("Qty", 112, 18, "R"),
            Column("Price €", 130, 28, "R"),
            Column("Amount €", 158, 32, "R"),
        ),
        116,
        Look(pen=BODY.sized(10.5), head=BODY.sized(10.5).bold, grid=MOSS, space=2),
    )
    table.head()
    for line in LINES:
        table.row(line.description, str(line.quantity), ENGLISH(line.unit_price), ENGLISH(line.amount))
    _totals(sheet, table.y + 9)
    sheet.text(105, 270, f"Bank transfer to IBAN {iban(DOCUMENT.payment.iban)}", BODY.sized(10).centre)
    sheet.text(105, 276, "Sales - Service - Parts - Open Monday to Saturday", BODY.sized(9).italic.centre.inked(GREY))
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.shape([(96, 14), (114, 14), (118, 22), (92, 22)], MOSS)
    sheet.disc(98, 24, 3.2, (40, 40, 40))
    sheet.disc(112, 24, 3.2, (40, 40, 40))
    sheet.text(105, 36, SELLER.name, BODY.sized(19).bold.centre.inked(MOSS))
    last = sheet.block(105, 42, (*SELLER.address.lines, "Ireland", f"Tel. {SELLER.phone}"), BODY.sized(10).centre)
    sheet.text(105, last, f"VAT No. {SELLER.vat_id}", BODY.sized(10).centre)
    sheet.rule(20, 72, 190, 0.6, MOSS)
    sheet.text(20, 83, "Invoice to:", BODY.sized(10).bold)
    sheet.block(20, 89, (BUYER.name, *BUYER.address.lines, "Ireland"), BODY.sized(11))
    pairs = (("Invoice No.", DOCUMENT.number), ("Date", "19 May 2025"), ("Payment due", "18 June 2025"))
    sheet.pairs(130, 83, pairs, gap=60, pen=BODY.sized(11).right)


def _totals(sheet: Sheet, y: float) -> None:
    rows = (("Subtotal", DOCUMENT.subtotal), ("VAT 23%", DOCUMENT.tax_total), ("TOTAL", DOCUMENT.total))
    for label, amount in rows:
        pen = BODY.sized(13).bold if label == "TOTAL" else BODY.sized(11)
        sheet.text(130, y, label, pen)
        sheet.text(188.8, y, f"€{ENGLISH(amount)}", pen.right)
        y += 6.5
