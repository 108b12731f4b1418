"""A German collective invoice over three pages: 46 lines, sums carried forward at each break."""

from __future__ import annotations

from decimal import Decimal

from drawing.fonts import SANS
from drawing.numbers import GERMAN, iban, items, percent, total
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from data._de_sammelrechnung_lines import TABLE
from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Period, Tax

EXTENSION = "pdf"
RUST: Colour = (150, 70, 30)
BREAKS = (19, 41)

SELLER = Party(
    name="Haustechnik Brandvogel GmbH & Co. KG",
    address=Address(
        text="Gewerbering 22, 01979 Lauchhammer",
        lines=("Gewerbering 22", "01979 Lauchhammer"),
        street="Gewerbering 22",
        city="Lauchhammer",
        postcode="01979",
    ),
    vat_id="DE998801161",
    registration_id="HRA 9914",
    phone="03574 99901-0",
    email="rechnung@brandvogel.example",
)
BUYER = Party(
    name="Wohnbau Schwarze Elster eG",
    address=Address(
        text="Am Stadtpark 8, 01968 Senftenberg",
        lines=("Am Stadtpark 8", "01968 Senftenberg"),
        street="Am Stadtpark 8",
        city="Senftenberg",
        postcode="01968",
    ),
)
LINES = items("id | item_code | description | quantity | unit | unit_price", TABLE)
NET = total(LINES)
VAT = percent("19", NET)
DOCUMENT = Invoice(
    number="2024/100782",
    document_type="invoice",
    issue_date="2024-12-02",
    due_date="2024-12-16",
    period=Period(start="2024-11-01", end="2024-11-30"),
    currency="EUR",
    contract="RV-2023-14",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="DE21260990010004417802", bic="LAUSDE21XXX"),
    lines=LINES,
    taxes=(Tax(rate="19", base=NET, amount=VAT),),
    subtotal=NET,
    tax_total=VAT,
    total=NET + VAT,
    amount_due=NET + VAT,
    prices_include_tax=False,
)
COLUMNS = (
    Column("Pos.", 20, 11, "R"),
    Column("Art.-Nr.", 31, 22),
    Column("Bezeichnung", 53, 72),
    Column("Menge", 125, 16, "R"),
    Column("Einheit", 141, 14),
    Column("E-Preis", 155, 18, "R"),
    Column("Betrag EUR", 173, 22, "R"),
)
LOOK = Look(pen=BODY.sized(8.5), head=BODY.sized(8.5).bold, space=1.6)


def draw() -> bytes:
    sheet = Sheet(SANS)
    _letterhead(sheet)
    table = _table(sheet, 118)
    carried = Decimal("0.00")
    for index, line in enumerate(LINES):
        if index in BREAKS:
            _sum(sheet, table.y, "Übertrag", carried)
            table = _next_page(sheet, carried)
        figures = (GERMAN(line.quantity), line.unit, GERMAN(line.unit_price), GERMAN(line.amount))
        table.row(line.id, line.item_code, line.description, *figures)
        carried += line.amount
    _totals(sheet, table.y)
    _foot(sheet)
    return sheet.output()


def _table(sheet: Sheet, y: float) -> Table:
    table = Table(sheet, COLUMNS, y, LOOK)
    sheet.rule(20, y, 195, 0.4)
    table.head()
    sheet.rule(20, table.y, 195, 0.4)
    return table


def _next_page(sheet: Sheet, carried: Decimal) -> Table:
    _foot(sheet)
    sheet.page()
    sheet.text(20, 20, SELLER.name, BODY.sized(9).bold.inked(RUST))
    sheet.text(195, 20, f"Rechnung Nr. {DOCUMENT.number} vom 02.12.2024", BODY.sized(9).right)
    table = _table(sheet, 28)
    _sum(sheet, table.y, "Übertrag von Seite " + str(sheet.pdf.page_no() - 1), carried)
    table.y += 7
    return table


def _sum(sheet: Sheet, y: float, label: str, amount: Decimal) -> None:
    sheet.text(171, y + 4.8, label, BODY.sized(8.5).bold.right)
    sheet.text(193.8, y + 4.8, GERMAN(amount), BODY.sized(8.5).bold.right)


def _letterhead(sheet: Sheet) -> None:
    sheet.shape([(20, 26), (30, 15), (40, 26)], RUST)
    sheet.fill(24, 26, 12, 6, RUST)
    sheet.fill(28.5, 27.5, 3, 4.5, (250, 245, 240))
    sheet.text(45, 23, "Brandvogel", BODY.sized(20).bold.inked(RUST))
    sheet.text(45, 29.5, "Heizung · Sanitär · Lüftung", BODY.sized(10).inked(GREY))
    sheet.block(195, 19, (SELLER.name, *SELLER.address.lines), BODY.sized(8.5).right)
    sheet.block(195, 31, (f"Telefon {SELLER.phone}", SELLER.email), BODY.sized(8.5).right)
    sheet.block(20, 56, (BUYER.name, *BUYER.address.lines), BODY.sized(10.5))
    pairs = (
        ("Rechnungs-Nr.:", DOCUMENT.number),
        ("Rechnungsdatum:", "02.12.2024"),
        ("Leistungszeitraum:", "01.11.2024 - 30.11.2024"),
        ("Rahmenvertrag:", DOCUMENT.contract),
        ("Zahlbar bis:", "16.12.2024"),
    )
    sheet.pairs(122, 56, pairs, gap=73, pen=BODY.sized(9.5).right)
    sheet.text(20, 98, "Sammelrechnung", BODY.sized(16).bold)
    sheet.text(20, 108, "Wartung und Kleinreparaturen in Ihren Objekten laut Rahmenvertrag", BODY.sized(9.5))


def _totals(sheet: Sheet, y: float) -> None:
    sheet.rule(20, y + 1, 195, 0.4)
    rows = (("Nettobetrag", NET), (f"zzgl. 19 % USt. auf {GERMAN(NET)}", VAT))
    y += 7
    for label, amount in rows:
        sheet.text(118, y, label, BODY.sized(9.5))
        sheet.text(193.8, y, GERMAN(amount), BODY.sized(9.5).right)
        y += 5.5
    sheet.rule(118, y - 3, 195, 0.25)
    sheet.text(118, y + 2, "Gesamtbetrag EUR", BODY.sized(11).bold)
    sheet.text(193.8, y + 2, GERMAN(DOCUMENT.total), BODY.sized(11).bold.right)


def _foot(sheet: Sheet) -> None:
    pen = BODY.sized(7.5).inked(GREY)
    sheet.rule(20, 276, 195, 0.2, RUST)
    bank = f"Sparbank Niederlausitz, IBAN {iban(DOCUMENT.payment.iban)}, BIC {DOCUMENT.payment.bic}"
    sheet.text(20, 280, bank, pen)
    sheet.text(20, 284, f"USt-IdNr. {SELLER.vat_id}, Amtsgericht Cottbus {SELLER.registration_id}", pen)
    sheet.text(195, 284, f"Seite {sheet.pdf.page_no()} von {len(BREAKS) + 1}", pen.right)
