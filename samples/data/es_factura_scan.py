"""A Spanish invoice that went through an office scanner: no text layer, askew, a stamp across the page."""

from __future__ import annotations

from drawing.fonts import NARROW
from drawing.numbers import GERMAN as SPANISH
from drawing.numbers import items, percent, total
from drawing.scan import Glass, image_pdf, pages, scanned
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
STAMP: Colour = (140, 140, 190)

SELLER = Party(
    name="Viveros La Encina, S.L.",
    address=Address(
        text="Ctra. de Almonte, km 3, 21999 Rociana",
        lines=("Ctra. de Almonte, km 3", "21999 Rociana"),
        street="Ctra. de Almonte, km 3",
        city="Rociana",
        postcode="21999",
        country="ES",
    ),
    vat_id="ESB99870081",
    phone="959 990 140",
    email="pedidos@laencina.example",
)
BUYER = Party(
    name="Comunidad de Propietarios Jardines del Sur",
    address=Address(
        text="Avda. de la Luz, 64, 41999 Gines",
        lines=("Avda. de la Luz, 64", "41999 Gines"),
        street="Avda. de la Luz, 64",
        city="Gines",
        postcode="41999",
    ),
    vat_id="ESH99870198",
)
LINES = items(
    "item_code | description | quantity | unit_price | tax_rate",
    """
    OL-200 | Olivo en maceta, altura 200 cm | 3 | 145.00 | 10
    AD-040 | Adelfa rosa, contenedor 5 l | 24 | 7.85 | 10
    TV-001 | Tierra vegetal cribada, saca 1 m3 | 4 | 62.50 | 10
    RG-116 | Tubería de riego por goteo 16 mm, rollo 100 m | 2 | 38.90 | 21
    MO-010 | Mano de obra plantación (horas) | 18 | 24.00 | 21
    """,
)
LOW, HIGH = total(LINES, "10"), total(LINES, "21")
TAXES = (
    Tax(rate="10", base=LOW, amount=percent("10", LOW)),
    Tax(rate="21", base=HIGH, amount=percent("21", HIGH)),
)
TAX = TAXES[0].amount + TAXES[1].amount
DOCUMENT = Invoice(
    number="F24-0561",
    document_type="invoice",
    issue_date="2024-03-19",
    due_date="2024-04-18",
    currency="EUR",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="ES4599990001400012345678", means="Transferencia bancaria"),
    lines=LINES,
    taxes=TAXES,
    subtotal=LOW + HIGH,
    tax_total=TAX,
    total=LOW + HIGH + TAX,
    amount_due=LOW + HIGH + TAX,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(NARROW)
    _head(sheet)
    look = Look(pen=BODY.sized(10), head=BODY.sized(10).bold, head_fill=(225, 225, 225), grid=(60, 60, 60))
    columns = (
        Column("Código", 18, 20),
        Column("Concepto", 38, 80),
        Column("Cant.", 118, 14, "R"),
        Column("Precio", 132, 20, "R"),
        Column("IVA %", 152, 15, "R"),
        Column("Importe", 167, 26, "R"),
    )
    table = Table(sheet, columns, 100, look)
    table.head()
    for line in LINES:
        figures = (SPANISH(line.unit_price), str(line.tax_rate), SPANISH(line.amount))
        table.row(line.item_code, line.description, str(line.quantity), *figures)
    _totals(sheet, table.y + 12, look)
    _stamp(sheet)
    return image_pdf([scanned(page, Glass(turn=-0.8), 51) for page in pages(sheet.output(), 170)], sheet)


def _head(sheet: Sheet) -> None:
    sheet.disc(28, 22, 7, (70, 120, 60))
    sheet.disc(22, 26, 5, (100, 150, 90))
    sheet.disc(34, 26, 5, (100, 150, 90))
    sheet.fill(27.2, 27, 1.6, 9, (110, 80, 50))
    sheet.text(43, 24, SELLER.name, BODY.sized(18).bold)
    sheet.block(43, 30, (*SELLER.address.lines, "España", f"NIF-IVA: {SELLER.vat_id}"), BODY.sized(10))
    sheet.block(192, 24, (f"Tel. {SELLER.phone}", SELLER.email), BODY.sized(10).right)
    sheet.frame(100, 53, 93, 30)
    sheet.text(103, 58.5, "Cliente", BODY.sized(9).inked(GREY))
    sheet.text(103, 64, BUYER.name, BODY.sized(11).bold)
    sheet.block(103, 69.5, (*BUYER.address.lines, f"NIF-IVA: {BUYER.vat_id}"), BODY.sized(10.5))
    pairs = (
        ("Factura nº", DOCUMENT.number),
        ("Fecha de factura", "19/03/2024"),
        ("Vencimiento", "18/04/2024"),
        ("Forma de pago", DOCUMENT.payment.means),
    )
    sheet.text(18, 60, "FACTURA", BODY.sized(16).bold)
    sheet.pairs(18, 67, pairs, gap=30, pen=BODY.sized(10.5))


def _totals(sheet: Sheet, y: float, look: Look) -> None:
    columns = (
        Column("Base imponible", 88, 37, "R"),
        Column("% IVA", 125, 22, "R"),
        Column("Cuota IVA", 147, 46, "R"),
    )
    table = Table(sheet, columns, y, look)
    table.head()
    for tax in TAXES:
        table.row(SPANISH(tax.base), f"{tax.rate} %", SPANISH(tax.amount))
    rows = (("Total base imponible", DOCUMENT.subtotal), ("Total IVA", DOCUMENT.tax_total))
    y = table.y + 8
    for label, amount in rows:
        sheet.text(125, y, label, BODY.sized(10.5))
        sheet.text(191.8, y, SPANISH(amount), BODY.sized(10.5).right)
        y += 6
    sheet.text(125, y + 2, "TOTAL FACTURA", BODY.sized(13).bold)
    sheet.text(191.8, y + 2, f"{SPANISH(DOCUMENT.total)} €", BODY.sized(13).bold.right)
    sheet.text(18, 265, "Ingreso en cuenta: IBAN ES45 9999 0001 4000 1234 5678", BODY.sized(10.5))
    sheet.text(
        18, 272, "Inscrita en el Registro Mercantil de Huelva. Gracias por su confianza.", BODY.sized(9).inked(GREY)
    )


def _stamp(sheet: Sheet) -> None:
    with sheet.pdf.rotation(12, 55, 225):
        sheet.pdf.set_draw_color(*STAMP)
        sheet.pdf.set_line_width(0.8)
        sheet.pdf.rect(30, 216, 52, 18)
        sheet.text(56, 224, "RECIBIDO", BODY.sized(16).bold.centre.inked(STAMP))
        sheet.text(56, 231, "ADMINISTRACIÓN", BODY.sized(11).centre.inked(STAMP))
