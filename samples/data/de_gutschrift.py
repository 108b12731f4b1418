"""A German credit note: negative quantities and amounts, the invoice that it corrects."""

from __future__ import annotations

from drawing.fonts import ROBOTO
from drawing.numbers import GERMAN, items, percent, total
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PrecedingInvoice, Tax

EXTENSION = "pdf"
TEAL: Colour = (0, 110, 120)

SELLER = Party(
    name="Lichtwerk Obermann KG",
    address=Address(
        text="Industriestraße 41, 33099 Bielefeld",
        lines=("Industriestraße 41", "33099 Bielefeld"),
        street="Industriestraße 41",
        city="Bielefeld",
        postcode="33099",
    ),
    vat_id="DE998801112",
    tax_id="349/5999/0417",
    phone="0521 99900-31",
    website="www.lichtwerk-obermann.example",
)
BUYER = Party(
    name="Praxis Dr. Yildirim & Kollegen",
    address=Address(
        text="Bahnhofstraße 112, 33398 Verl",
        lines=("Bahnhofstraße 112", "33398 Verl"),
        street="Bahnhofstraße 112",
        city="Verl",
        postcode="33398",
    ),
)
LINES = items(
    "id | item_code | description | quantity | unit | unit_price",
    """
    1 | PL-60-840 | LED-Panel 60 x 60 cm, 4000 K, dimmbar (Rücknahme, Originalverpackung) | -5 | Stk | 78.90
    2 | TR-DALI-2 | DALI-Treiber 40 W | -5 | Stk | 31.20
    3 | MO-STD | Montagestunde, zu viel berechnet | -1.5 | Std | 58.00
    """,
)
NET = total(LINES)
VAT = percent("19", NET)
DOCUMENT = Invoice(
    number="GS-2024-0093",
    document_type="credit_note",
    issue_date="2024-11-21",
    currency="EUR",
    seller=SELLER,
    buyer=BUYER,
    lines=LINES,
    taxes=(Tax(rate="19", base=NET, amount=VAT),),
    subtotal=NET,
    tax_total=VAT,
    total=NET + VAT,
    prices_include_tax=False,
    preceding_invoices=(PrecedingInvoice(number="RG-2024-2207", issue_date="2024-10-28"),),
)


def draw() -> bytes:
    sheet = Sheet(ROBOTO)
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("Pos", 20, 11),
            Column("Artikel", 31, 24),
            Column("Beschreibung", 55, 66),
            Column("Menge", 121, 16, "R"),
            Column("Einh.", 137, 13),
            Column("Preis €", 150, 20, "R"),
            Column("Summe €", 170, 25, "R"),
        ),
        118,
        Look(stripe=(238, 246, 246), head=BODY.bold.inked(TEAL), space=1.9),
    )
    table.head()
    sheet.rule(20, table.y, 195, 0.5, TEAL)
    for line in LINES:
        figures = (GERMAN(line.unit_price), GERMAN(line.amount))
        table.row(line.id, line.item_code, line.description, GERMAN(line.quantity), line.unit, *figures)
    sheet.rule(20, table.y, 195, 0.5, TEAL)
    _totals(sheet, table.y + 7)
    _foot(sheet)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.fill(0, 0, 210, 4, TEAL)
    for index in range(5):
        sheet.rule(176 + index * 1.5, 18 + index * 3, 195 - index * 1.5, 1.2, TEAL)
    sheet.text(170, 25, "Lichtwerk Obermann", BODY.sized(15).bold.right)
    sheet.text(170, 30.5, "Beleuchtung für Praxis, Büro und Laden", BODY.sized(8.5).right.inked(GREY))
    contact = (SELLER.name, *SELLER.address.lines, f"Tel. {SELLER.phone}", SELLER.website)
    sheet.block(195, 45, contact, BODY.sized(8.5).right.inked(GREY))
    sheet.block(20, 56, (BUYER.name, *BUYER.address.lines), BODY.sized(10.5))
    pairs = (("Gutschrift-Nr.", DOCUMENT.number), ("Datum", "21.11.2024"), ("Kunden-Nr.", "K 5508"))
    sheet.pairs(138, 75, pairs, gap=57, pen=BODY.sized(9.5).right)
    sheet.text(20, 98, "Gutschrift", BODY.sized(18).bold)
    sheet.text(20, 106, "zu Rechnung Nr. RG-2024-2207 vom 28.10.2024", BODY.sized(10))


def _totals(sheet: Sheet, y: float) -> None:
    rows = (("Nettosumme", DOCUMENT.subtotal), (f"19 % MwSt. auf {GERMAN(NET)} €", DOCUMENT.tax_total))
    for label, amount in rows:
        sheet.text(125, y, label, BODY.sized(9.5))
        sheet.text(193.8, y, f"{GERMAN(amount)} €", BODY.sized(9.5).right)
        y += 5.6
    sheet.text(125, y + 1.5, "Gutschriftbetrag", BODY.sized(11).bold)
    sheet.text(193.8, y + 1.5, f"{GERMAN(DOCUMENT.total)} €", BODY.sized(11).bold.right)
    sheet.text(20, y + 18, "Der Betrag wird mit Ihrer nächsten Rechnung verrechnet.", BODY.sized(9.5))


def _foot(sheet: Sheet) -> None:
    pen = BODY.sized(7.5).inked(GREY).centre
    sheet.rule(20, 275, 195, 0.3, TEAL)
    sheet.text(107, 280, f"USt-IdNr. {SELLER.vat_id} | Steuernummer {SELLER.tax_id}", pen)
