"""A Polish invoice: net, VAT and gross in every line, a table of rates, the sum in words, ISO dates."""

from __future__ import annotations

from decimal import Decimal

from drawing.fonts import DEJAVU
from drawing.numbers import POLISH, iban, items, percent, total
from drawing.sheet import BODY, GREY, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
GRID = (120, 120, 120)

SELLER = Party(
    name="Żuraw Biuro Sp. z o.o.",
    address=Address(
        text="ul. Krótka 5/2, 80-999 Gdańsk",
        lines=("ul. Krótka 5/2", "80-999 Gdańsk"),
        street="ul. Krótka 5/2",
        city="Gdańsk",
        postcode="80-999",
    ),
    vat_id="PL9990012017",
)
BUYER = Party(
    name="Pracownia Ceramiki Łąka s.c.",
    address=Address(
        text="ul. Wiśniowa 18, 83-998 Źródełko",
        lines=("ul. Wiśniowa 18", "83-998 Źródełko"),
        street="ul. Wiśniowa 18",
        city="Źródełko",
        postcode="83-998",
    ),
    vat_id="PL9990012023",
)
LINES = items(
    "id | description | quantity | unit | unit_price | tax_rate",
    """
    1 | Fotel biurowy obrotowy „Hel”, czarny | 4 | szt. | 489.00 | 23
    2 | Biurko z regulacją wysokości 140 x 70 cm | 2 | szt. | 1249.00 | 23
    3 | Papier ksero A4 80 g, ryza 500 ark. | 30 | op. | 18.70 | 23
    4 | Poradnik „Kadry i płace”, wydanie książkowe | 3 | egz. | 79.00 | 5
    """,
)
HIGH, LOW = total(LINES, "23"), total(LINES, "5")
TAXES = (
    Tax(rate="23", base=HIGH, amount=percent("23", HIGH)),
    Tax(rate="5", base=LOW, amount=percent("5", LOW)),
)
TAX = TAXES[0].amount + TAXES[1].amount
WORDS = "sześć tysięcy czterysta siedemnaście złotych 30/100"
DOCUMENT = Invoice(
    number="FV/118/05/2024",
    document_type="invoice",
    issue_date="2024-05-07",
    due_date="2024-05-21",
    delivery_date="2024-05-06",
    currency="PLN",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(iban="PL46999900000000123456789012", means="przelew"),
    lines=LINES,
    taxes=TAXES,
    subtotal=HIGH + LOW,
    tax_total=TAX,
    total=HIGH + LOW + TAX,
    amount_due=HIGH + LOW + TAX,
    prices_include_tax=False,
    notes=(f"Słownie: {WORDS}",),
)


def draw() -> bytes:
    sheet = Sheet(DEJAVU)
    _head(sheet)
    look = Look(pen=BODY.sized(7.5), head=BODY.sized(7).bold, head_fill=(230, 230, 230), grid=GRID, space=1.2, pad=1)
    table = Table(
        sheet,
        (
            Column("Lp.", 15, 8, "C"),
            Column("Nazwa towaru lub usługi", 23, 58),
            Column("Ilość", 81, 11, "R"),
            Column("J.m.", 92, 11, "C"),
            Column("Cena\nnetto", 103, 20, "R"),
            Column("Wartość\nnetto", 123, 21, "R"),
            Column("VAT", 144, 11, "C"),
            Column("Kwota\nVAT", 155, 19, "R"),
            Column("Wartość\nbrutto", 174, 21, "R"),
        ),
        96,
        look,
    )
    table.head()
    for line in LINES:
        vat = percent(line.tax_rate, line.amount)
        figures = (POLISH(line.unit_price), POLISH(line.amount), f"{line.tax_rate}%", POLISH(vat))
        table.row(line.id, line.description, str(line.quantity), line.unit, *figures, POLISH(line.amount + vat))
    _rates(sheet, table.y + 5, look)
    _totals(sheet, table.y + 40)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    sheet.disc(24, 22, 7, (40, 90, 120))
    sheet.shape([(21, 26), (24, 16), (27, 26), (24, 24)], (250, 250, 250))
    sheet.text(34, 21, "ŻURAW BIURO", BODY.sized(13).bold)
    sheet.text(34, 26, "meble i artykuły biurowe", BODY.sized(8).inked(GREY))
    sheet.text(195, 20, f"Faktura nr {DOCUMENT.number}", BODY.sized(13).bold.right)
    pairs = (
        ("Data wystawienia:", "2024-05-07"),
        ("Data sprzedaży:", "2024-05-06"),
        ("Termin płatności:", "2024-05-21"),
        ("Sposób płatności:", DOCUMENT.payment.means),
    )
    sheet.pairs(130, 28, pairs, gap=65, pen=BODY.sized(8.5).right)
    for left, title, party in ((15, "Sprzedawca", SELLER), (108, "Nabywca", BUYER)):
        sheet.fill(left, 52, 87, 6, (230, 230, 230))
        sheet.text(left + 2, 56.2, title, BODY.sized(8.5).bold)
        sheet.text(left + 2, 63, party.name, BODY.sized(9.5).bold)
        sheet.block(left + 2, 68, (*party.address.lines, f"NIP: {party.vat_id}"), BODY.sized(8.5))


def _rates(sheet: Sheet, y: float, look: Look) -> None:
    columns = (
        Column("Stawka VAT", 103, 26, "C"),
        Column("Netto", 129, 21, "R"),
        Column("VAT", 150, 22, "R"),
        Column("Brutto", 172, 23, "R"),
    )
    table = Table(sheet, columns, y, look)
    table.head()
    for tax in TAXES:
        _rate(table, f"{tax.rate}%", tax.base, tax.amount)
    _rate(table, "Razem", DOCUMENT.subtotal, DOCUMENT.tax_total)


def _rate(table: Table, name: str, base: Decimal, amount: Decimal) -> None:
    table.row(name, POLISH(base), POLISH(amount), POLISH(base + amount))


def _totals(sheet: Sheet, y: float) -> None:
    sheet.text(15, y, f"Do zapłaty: {POLISH(DOCUMENT.amount_due)} PLN", BODY.sized(13).bold)
    sheet.text(15, y + 6, f"Słownie: {WORDS}", BODY.sized(8.5))
    sheet.text(15, y + 14, f"Nr konta: {iban(DOCUMENT.payment.iban)}", BODY.sized(8.5))
    for left, text in ((22, "Osoba upoważniona do wystawienia"), (128, "Osoba upoważniona do odbioru")):
        sheet.rule(left, 255, left + 58, 0.15, GREY)
        sheet.text(left + 29, 259, text, BODY.sized(7).centre.inked(GREY))
