"""A Swiss invoice: thousands by apostrophes, 8.1 % and 2.6 %, country prefixes in the postcodes."""

from __future__ import annotations

from drawing.fonts import SANS
from drawing.numbers import SWISS, iban, items, percent, total
from drawing.sheet import BODY, GREY, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
RED: Colour = (176, 32, 40)

SELLER = Party(
    name="Alpstein Eventtechnik AG",
    address=Address(
        text="Mühlewiesstrasse 9, CH-9099 Herisau",
        lines=("Mühlewiesstrasse 9", "CH-9099 Herisau"),
        street="Mühlewiesstrasse 9",
        city="Herisau",
        postcode="9099",
        country="CH",
    ),
    vat_id="CHE999100017MWST",
    phone="+41 71 999 04 40",
    email="info@alpstein-event.example",
    website="www.alpstein-event.example",
)
BUYER = Party(
    name="Gemeinde Unterrietbach",
    address=Address(
        text="Dorfplatz 1, CH-9098 Unterrietbach",
        lines=("Dorfplatz 1", "CH-9098 Unterrietbach"),
        street="Dorfplatz 1",
        city="Unterrietbach",
        postcode="9098",
        country="CH",
    ),
)
LINES = items(
    "description | quantity | unit | unit_price | tax_rate",
    """
    Bühne 8 x 6 m, Auf- und Abbau | 1 | pauschal | 3850.00 | 8.1
    Tonanlage inkl. Techniker | 2 | Tage | 1240.00 | 8.1
    Lichtanlage LED, 24 Scheinwerfer | 2 | Tage | 685.50 | 8.1
    Transport Herisau - Unterrietbach retour | 84 | km | 1.90 | 8.1
    Mineralwasser für Personal, Harass | 6 | Stk | 14.40 | 2.6
    Verpflegung Personal (Lunchpaket) | 14 | Stk | 18.50 | 2.6
    """,
)
HIGH, LOW = total(LINES, "8.1"), total(LINES, "2.6")
TAXES = (
    Tax(rate="8.1", base=HIGH, amount=percent("8.1", HIGH)),
    Tax(rate="2.6", base=LOW, amount=percent("2.6", LOW)),
)
TAX = TAXES[0].amount + TAXES[1].amount
DOCUMENT = Invoice(
    number="24-1187",
    document_type="invoice",
    issue_date="2024-08-05",
    due_date="2024-09-04",
    currency="CHF",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="CH1709999000123456789"),
    lines=LINES,
    taxes=TAXES,
    subtotal=HIGH + LOW,
    tax_total=TAX,
    total=HIGH + LOW + TAX,
    amount_due=HIGH + LOW + TAX,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(SANS)
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("Leistung", 25, 72),
            Column("Menge", 97, 17, "R"),
            Column("Einheit", 114, 18),
            Column("Ansatz", 132, 21, "R"),
            Column("MWST %", 153, 16, "R"),
            Column("Betrag CHF", 169, 26, "R"),
        ),
        112,
        Look(space=1.3),
    )
    table.head()
    sheet.rule(25, table.y, 195, 0.4)
    for line in LINES:
        figures = (SWISS(line.unit_price), str(line.tax_rate), SWISS(line.amount))
        table.row(line.description, str(line.quantity), line.unit, *figures)
    _totals(sheet, table.y + 3)
    _foot(sheet)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.shape([(25, 32), (34, 16), (38, 23), (41, 19), (49, 32)], RED)
    sheet.shape([(31.5, 20.5), (34, 16), (36.4, 20.2), (34, 22)], (245, 245, 245))
    sheet.text(54, 24, "Alpstein Eventtechnik AG", BODY.sized(13).bold)
    sheet.block(54, 29, SELLER.address.lines, BODY.sized(8.5).inked(GREY))
    sheet.block(195, 24, (f"Tel. {SELLER.phone}", SELLER.email, SELLER.website), BODY.sized(8.5).right.inked(GREY))
    sheet.block(120, 55, (BUYER.name, *BUYER.address.lines), BODY.sized(10.5))
    pairs = (
        ("Rechnung Nr.", DOCUMENT.number),
        ("Datum", "5. August 2024"),
        ("Zahlbar bis", "4. September 2024"),
        ("MWST-Nr.", "CHE-999.100.017 MWST"),
    )
    sheet.pairs(25, 55, pairs, gap=28, pen=BODY.sized(9.5))
    sheet.text(25, 96, "Rechnung: Dorffest Unterrietbach", BODY.sized(14).bold)
    sheet.text(25, 103, "Besten Dank für Ihren Auftrag.", BODY.sized(9.5))


def _totals(sheet: Sheet, y: float) -> None:
    sheet.rule(25, y, 195, 0.4)
    y += 6
    rows = [("Total exkl. MWST", DOCUMENT.subtotal)]
    rows += [(f"{tax.rate} % MWST von {SWISS(tax.base)}", tax.amount) for tax in TAXES]
    rows += [("Total MWST", DOCUMENT.tax_total)]
    for label, amount in rows:
        sheet.text(115, y, label, BODY.sized(9.5))
        sheet.text(193.8, y, SWISS(amount), BODY.sized(9.5).right)
        y += 5.4
    sheet.rule(115, y - 2.6, 195, 0.25)
    sheet.text(115, y + 2.4, "Total CHF inkl. MWST", BODY.sized(10.5).bold)
    sheet.text(193.8, y + 2.4, SWISS(DOCUMENT.total), BODY.sized(10.5).bold.right)
    sheet.rule(115, y + 4.4, 195, 0.25)
    sheet.rule(115, y + 5.2, 195, 0.25)


def _foot(sheet: Sheet) -> None:
    pen = BODY.sized(9)
    sheet.text(25, 252, f"IBAN {iban(DOCUMENT.payment.iban)}, lautend auf Alpstein Eventtechnik AG", pen)
    sheet.rule(25, 275, 195, 0.2, RED)
    sheet.text(110, 280, "Bühne - Ton - Licht - Vermietung und Verkauf", pen.sized(8).centre.inked(GREY))
