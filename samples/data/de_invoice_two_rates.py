"""A German wholesaler's invoice at 7 % and 19 %, address window, ruled table, footer in three columns."""

from __future__ import annotations

from drawing.fonts import CARLITO
from drawing.numbers import GERMAN, iban, items, percent, total
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
GREEN: Colour = (46, 94, 62)

SELLER = Party(
    name="Birkenhof Naturkost Großhandel GmbH",
    address=Address(
        text="Am Mühlgraben 14, 37213 Witzenhausen",
        lines=("Am Mühlgraben 14", "37213 Witzenhausen"),
        street="Am Mühlgraben 14",
        city="Witzenhausen",
        postcode="37213",
    ),
    vat_id="DE998801049",
    registration_id="HRB 99417",
    phone="+49 5542 99900-0",
    email="verkauf@birkenhof.example",
    website="www.birkenhof.example",
)
BUYER = Party(
    name="Café Lindenblatt",
    address=Address(
        text="Lange Gasse 3a, 34346 Hann. Münden",
        lines=("Lange Gasse 3a", "34346 Hann. Münden"),
        street="Lange Gasse 3a",
        city="Hann. Münden",
        postcode="34346",
    ),
)
LINES = items(
    "id | item_code | description | quantity | unit | unit_price | tax_rate",
    """
    1 | 10144 | Haferdrink Barista 1 l, Karton mit 12 Stück | 6 | Kt | 17.40 | 7
    2 | 10382 | Espressobohnen „Monte Alto“, ganze Bohne, 1-kg-Beutel, fair gehandelt | 15 | Btl | 16.85 | 7
    3 | 20917 | Dinkelmehl Type 630, 25-kg-Sack | 3 | Sack | 28.90 | 7
    4 | 31005 | Traubensaft weiß 0,7 l | 24 | Fl | 2.15 | 19
    5 | 40076 | Papierservietten ungebleicht, 33 x 33 cm, Paket 250 Blatt | 8 | Pkt | 4.95 | 19
    6 | 40120 | Spülmaschinenreiniger Pulver 5 kg | 2 | Eim | 23.60 | 19
    """,
)
LOW, HIGH = total(LINES, "7"), total(LINES, "19")
TAXES = (
    Tax(rate="7", base=LOW, amount=percent("7", LOW)),
    Tax(rate="19", base=HIGH, amount=percent("19", HIGH)),
)
TAX = TAXES[0].amount + TAXES[1].amount
DOCUMENT = Invoice(
    number="RE-2024-03871",
    document_type="invoice",
    issue_date="2024-10-17",
    due_date="2024-10-31",
    delivery_date="2024-10-15",
    currency="EUR",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="DE32100999000123456789", bic="BIRKDE77XXX"),
    lines=LINES,
    taxes=TAXES,
    subtotal=LOW + HIGH,
    tax_total=TAX,
    total=LOW + HIGH + TAX,
    amount_due=LOW + HIGH + TAX,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(CARLITO)
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("Pos.", 20, 10),
            Column("Art.-Nr.", 30, 17),
            Column("Bezeichnung", 47, 66),
            Column("Menge", 113, 14, "R"),
            Column("Einh.", 127, 13),
            Column("Einzelpreis\nEUR", 140, 20, "R"),
            Column("MwSt.\n%", 160, 12, "R"),
            Column("Gesamt\nEUR", 172, 23, "R"),
        ),
        112,
        Look(head_fill=(226, 235, 228), rule=(150, 165, 155)),
    )
    table.head()
    for line in LINES:
        figures = (GERMAN(line.unit_price), str(line.tax_rate), GERMAN(line.amount))
        table.row(line.id, line.item_code, line.description, str(line.quantity), line.unit, *figures)
    _totals(sheet, table.y + 7)
    _foot(sheet)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.disc(27, 24, 8, GREEN)
    sheet.shape([(27, 18), (31, 26), (27, 24.5), (23, 26)], (240, 246, 240))
    sheet.rule(27, 29, 27.4, 1.0, (240, 246, 240))
    sheet.text(39, 23, "BIRKENHOF", BODY.sized(20).bold.inked(GREEN))
    sheet.text(39, 29, "Naturkost Großhandel", BODY.sized(11).inked(GREY))
    sender = f"{SELLER.name} · {' · '.join(SELLER.address.lines)}"
    sheet.text(20, 50, sender, BODY.sized(6.5).inked(GREY))
    sheet.rule(20, 51, 104, 0.1, GREY)
    sheet.block(20, 57, (BUYER.name, *BUYER.address.lines), BODY.sized(10.5))
    pairs = (
        ("Rechnungsnummer", DOCUMENT.number),
        ("Rechnungsdatum", "17.10.2024"),
        ("Kundennummer", "21408"),
        ("Lieferdatum", "15.10.2024"),
        ("Fällig am", "31.10.2024"),
    )
    sheet.pairs(132, 57, pairs, gap=63, pen=BODY.right)
    sheet.text(20, 96, "Rechnung", BODY.sized(17).bold)
    sheet.text(20, 105, "Vielen Dank für Ihre Bestellung. Wir berechnen Ihnen wie folgt:", BODY.sized(9.5))


def _totals(sheet: Sheet, y: float) -> None:
    rows = [("Summe netto", DOCUMENT.subtotal)]
    rows += [(f"MwSt. {tax.rate} % auf {GERMAN(tax.base)}", tax.amount) for tax in TAXES]
    rows += [("Summe MwSt.", DOCUMENT.tax_total)]
    for label, amount in rows:
        sheet.text(122, y, label, BODY.sized(9.5))
        sheet.text(193.8, y, GERMAN(amount), BODY.sized(9.5).right)
        y += 5.2
    sheet.fill(120, y - 3.2, 75, 8, (226, 235, 228))
    sheet.text(122, y + 2.2, "Rechnungsbetrag EUR", BODY.sized(11).bold)
    sheet.text(193.8, y + 2.2, GERMAN(DOCUMENT.total), BODY.sized(11).bold.right)


def _foot(sheet: Sheet) -> None:
    sheet.rule(20, 268, 195, 0.2, GREEN)
    pen = BODY.sized(7.5).inked(GREY)
    sheet.block(20, 273, (SELLER.name, *SELLER.address.lines, "Geschäftsführerin: Almut Rieger"), pen)
    contact = (f"Telefon {SELLER.phone}", SELLER.email, SELLER.website, "Mo bis Fr 7 bis 16 Uhr")
    sheet.block(82, 273, contact, pen)
    bank = ("Werratal-Bank eG", f"IBAN {iban(DOCUMENT.payment.iban)}", f"BIC {DOCUMENT.payment.bic}")
    legal = (f"USt-IdNr. {SELLER.vat_id} · Amtsgericht Eschwege {SELLER.registration_id}",)
    sheet.block(125, 273, bank + legal, pen)
