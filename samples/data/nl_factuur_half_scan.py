"""A Dutch invoice of two pages: the first carries its text, the second was scanned back in after signing."""

from __future__ import annotations

from math import cos, exp, sin

from drawing.fonts import CARLITO
from drawing.numbers import GERMAN as DUTCH
from drawing.numbers import iban, items, percent, total
from drawing.scan import Glass, insert, pages, scanned
from drawing.sheet import BODY, GREY, WHITE, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
ORANGE: Colour = (214, 98, 18)
FIRST = 5

SELLER = Party(
    name="Waterkant Drukwerk B.V.",
    address=Address(
        text="Havenkade 112, 1999 ZX Monnickendam",
        lines=("Havenkade 112", "1999 ZX Monnickendam"),
        street="Havenkade 112",
        city="Monnickendam",
        postcode="1999 ZX",
    ),
    vat_id="NL998700010B01",
    registration_id="99870014",
    phone="0299 990 140",
    email="administratie@waterkant-drukwerk.example",
)
BUYER = Party(
    name="Stichting Stadsmuseum De Waag",
    address=Address(
        text="Waagplein 2, 1998 AB Purmerend",
        lines=("Waagplein 2", "1998 AB Purmerend"),
        street="Waagplein 2",
        city="Purmerend",
        postcode="1998 AB",
    ),
)
LINES = items(
    "description | quantity | unit_price | tax_rate | amount",
    """
    Tentoonstellingscatalogus, 96 pagina's, garenloos gebrocheerd | 750 | 6.48 | 9 | 4860.00
    Affiches A2, full colour, 170 g mat | 300 | 1.15 | 21 | 345.00
    Uitnodigingen A5 dubbelzijdig incl. envelop | 1200 | 0.42 | 21 | 504.00
    Wandteksten op forex 5 mm, 60 x 80 cm | 18 | 34.50 | 21 | 621.00
    Vinylbelettering entree, snijwerk en plakken | 1 | 285.00 | 21 | 285.00
    Ansichtkaarten, 12 motieven | 2400 | 0.11 | 21 | 264.00
    Kinderboekje 'Speuren in De Waag', 24 pagina's, geniet | 500 | 1.36 | 9 | 680.00
    Bezorging en plaatsing | 1 | 95.00 | 21 | 95.00
    """,
)
LOW, HIGH = total(LINES, "9"), total(LINES, "21")
TAXES = (
    Tax(rate="9", base=LOW, amount=percent("9", LOW)),
    Tax(rate="21", base=HIGH, amount=percent("21", HIGH)),
)
TAX = TAXES[0].amount + TAXES[1].amount
DOCUMENT = Invoice(
    number="202400347",
    document_type="invoice",
    issue_date="2024-09-12",
    due_date="2024-10-12",
    currency="EUR",
    buyer_reference="Expo Zilver",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="NL43TEST0998877660", bic="TESTNL2A", terms="30 dagen netto"),
    lines=LINES,
    taxes=TAXES,
    subtotal=LOW + HIGH,
    tax_total=TAX,
    total=LOW + HIGH + TAX,
    amount_due=LOW + HIGH + TAX,
    prices_include_tax=False,
)
COLUMNS = (
    Column("Omschrijving", 18, 92),
    Column("Aantal", 110, 18, "R"),
    Column("Prijs", 128, 22, "R"),
    Column("Btw", 150, 14, "R"),
    Column("Bedrag", 164, 28, "R"),
)
LOOK = Look(
    pen=BODY.sized(10), head=BODY.sized(10).bold.inked(WHITE), head_fill=ORANGE, rule=(215, 205, 200), space=2.2
)


def draw() -> bytes:
    first, second = Sheet(CARLITO), Sheet(CARLITO)
    _head(first)
    table = _table(first, 112, LINES[:FIRST])
    first.text(192, table.y + 9, "vervolg op pagina 2", BODY.sized(9).italic.right)
    _foot(first, 1)
    second.text(18, 22, f"Factuur {DOCUMENT.number}", BODY.sized(12).bold.inked(ORANGE))
    table = _table(second, 30, LINES[FIRST:])
    _totals(second, table.y + 9)
    _foot(second, 2)
    (picture,) = pages(second.output(), 160)
    insert(first, scanned(picture, Glass(turn=0.6), 61))
    return first.output()


def _table(sheet: Sheet, y: float, lines: tuple[object, ...]) -> Table:
    table = Table(sheet, COLUMNS, y, LOOK)
    table.head()
    for line in lines:
        figures = (f"€ {DUTCH(line.unit_price)}", f"{line.tax_rate}%", f"€ {DUTCH(line.amount)}")
        table.row(line.description, str(line.quantity), *figures)
    return table


def _head(sheet: Sheet) -> None:
    for index in range(4):
        sheet.pdf.set_draw_color(*ORANGE)
        sheet.pdf.set_line_width(1.1)
        sheet.pdf.arc(18 + index * 8, 18, 8, 0, 180)
    sheet.text(18, 34, "Waterkant Drukwerk", BODY.sized(17).bold.inked(ORANGE))
    contact = (SELLER.name, *SELLER.address.lines, f"Tel. {SELLER.phone}", SELLER.email)
    sheet.block(192, 20, contact, BODY.sized(9).right.inked(GREY))
    sheet.block(18, 58, (BUYER.name, *BUYER.address.lines), BODY.sized(11))
    sheet.text(120, 58, "FACTUUR", BODY.sized(16).bold)
    pairs = (
        ("Factuurnummer", DOCUMENT.number),
        ("Factuurdatum", "12-09-2024"),
        ("Vervaldatum", "12-10-2024"),
        ("Uw referentie", DOCUMENT.buyer_reference),
        ("Betalingstermijn", DOCUMENT.payment.terms),
    )
    sheet.pairs(120, 66, pairs, gap=32, pen=BODY.sized(10))


def _totals(sheet: Sheet, y: float) -> None:
    rows = [("Subtotaal excl. btw", DOCUMENT.subtotal)]
    rows += [(f"{tax.rate}% btw over € {DUTCH(tax.base)}", tax.amount) for tax in TAXES]
    rows += [("Totaal btw", DOCUMENT.tax_total)]
    for label, amount in rows:
        sheet.text(118, y, label, BODY.sized(10.5))
        sheet.text(190.8, y, f"€ {DUTCH(amount)}", BODY.sized(10.5).right)
        y += 6
    sheet.rule(118, y - 2.8, 192, 0.4, ORANGE)
    sheet.text(118, y + 3, "Totaal incl. btw", BODY.sized(12).bold)
    sheet.text(190.8, y + 3, f"€ {DUTCH(DOCUMENT.total)}", BODY.sized(12).bold.right)
    sheet.text(18, y + 26, "Akkoord voor ontvangst:", BODY.sized(10))
    steps = [number / 12 for number in range(90)]
    curve = [(64 + 5.5 * step + 4 * sin(5 * step), 21 + 6 * cos(4.1 * step) * exp(-step / 4)) for step in steps]
    sheet.pdf.set_line_width(0.5)
    sheet.pdf.set_draw_color(30, 40, 110)
    sheet.pdf.polyline([(x, y + dy) for x, dy in curve])


def _foot(sheet: Sheet, page: int) -> None:
    pen = BODY.sized(8).inked(GREY)
    sheet.rule(18, 277, 192, 0.2, ORANGE)
    sheet.text(18, 281, f"IBAN {iban(DOCUMENT.payment.iban)}  BIC {DOCUMENT.payment.bic}", pen)
    sheet.text(18, 285, f"KvK {SELLER.registration_id}  Btw-nummer {SELLER.vat_id}", pen)
    sheet.text(192, 285, f"Pagina {page} van 2", pen.right)
