"""A Canadian invoice of two pages that came by fax: black and white, 200 dots per inch, federal and provincial tax."""

from __future__ import annotations

from drawing.fonts import SERIF
from drawing.numbers import ENGLISH, items, percent, total
from drawing.scan import Glass, fax, pages, scanned
from drawing.sheet import BODY, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, Invoice, Line, Party, PaymentDetails, Tax

EXTENSION = "tiff"
DPI = 200
FIRST = 9
BLACK = (0, 0, 0)
BIG = BODY.sized(10.5).inked(BLACK)

SELLER = Party(
    name="Cedar Narrows Marine Supply Inc.",
    address=Address(
        text="2210 Wharf Street, Ucluelet, BC V0R 9Z9",
        lines=("2210 Wharf Street", "Ucluelet, BC V0R 9Z9"),
        street="2210 Wharf Street",
        city="Ucluelet",
        region="BC",
        postcode="V0R 9Z9",
    ),
    vat_id="998120018RT0001",
    phone="(250) 555-0163",
)
BUYER = Party(
    name="Harlequin Whale Tours Ltd.",
    address=Address(
        text="Pier 3, Harbour Road, Tofino, BC V0R 9Y1",
        lines=("Pier 3, Harbour Road", "Tofino, BC V0R 9Y1"),
        street="Pier 3, Harbour Road",
        city="Tofino",
        region="BC",
        postcode="V0R 9Y1",
    ),
)
LINES = items(
    "item_code | description | quantity | unit | unit_price",
    """
    AN-3016 | Anchor chain 3/8 in. galvanized G4 | 120 | ft | 6.15
    AN-0044 | Plow anchor 44 lb with swivel shackle | 1 | ea | 412.00
    FN-2208 | Fender, cylindrical 8 x 27 in., white | 8 | ea | 48.75
    RP-0716 | Dock line 7/16 in. double braid, 25 ft, eye spliced, navy | 6 | ea | 39.50
    SF-0102 | Life jacket, adult universal, keyhole | 14 | ea | 36.25
    SF-0230 | Flare kit, type B, 6 pack | 2 | kit | 118.00
    SF-0411 | Fire extinguisher 5-B:C with bracket | 3 | ea | 44.90
    EL-7712 | LED navigation light set, 12 V | 1 | set | 169.00
    EL-7790 | Bilge pump 2000 gph | 2 | ea | 137.40
    EL-7795 | Float switch, mercury free | 2 | ea | 41.15
    PT-1001 | Antifouling paint, red, 3.78 L | 4 | gal | 211.60
    PT-1040 | Epoxy thinner 946 mL | 3 | ea | 27.85
    HD-0620 | Stainless hose clamps, assorted, box of 50 | 1 | box | 64.20
    """,
)
NET = total(LINES)
TAXES = (Tax(rate="5", amount=percent("5", NET)), Tax(rate="7", amount=percent("7", NET)))
TAX = TAXES[0].amount + TAXES[1].amount
DOCUMENT = Invoice(
    number="48127",
    document_type="invoice",
    issue_date="2025-04-08",
    due_date="2025-05-08",
    currency="CAD",
    purchase_order="HWT-311",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(terms="Net 30"),
    lines=LINES,
    taxes=TAXES,
    subtotal=NET,
    tax_total=TAX,
    total=NET + TAX,
    amount_due=NET + TAX,
    prices_include_tax=False,
)
COLUMNS = (
    Column("Item no.", 18, 22),
    Column("Description", 40, 76),
    Column("Qty", 116, 14, "R"),
    Column("Unit", 130, 13),
    Column("Price", 143, 22, "R"),
    Column("Amount", 165, 30, "R"),
)
LOOK = Look(pen=BIG, head=BIG.bold, rule=BLACK, space=2.2)


def draw() -> bytes:
    sheet = Sheet(SERIF, "letter")
    _head(sheet)
    table = _table(sheet, 108, LINES[:FIRST])
    sheet.text(193, table.y + 8, "continued on page 2", BIG.italic.right)
    sheet.page()
    sheet.text(18, 22, f"{SELLER.name}   Invoice {DOCUMENT.number}   Page 2 of 2", BIG)
    table = _table(sheet, 30, LINES[FIRST:])
    _totals(sheet, table.y + 10)
    glass = Glass(turn=0.4, blur=0.5, grain=14, specks=50, edge=False)
    pictures = [scanned(page, glass, 71 + number) for number, page in enumerate(pages(sheet.output(), DPI))]
    return fax(pictures, DPI)


def _table(sheet: Sheet, y: float, lines: tuple[Line, ...]) -> Table:
    table = Table(sheet, COLUMNS, y, LOOK)
    table.head()
    for line in lines:
        figures = (ENGLISH(line.unit_price), ENGLISH(line.amount))
        table.row(line.item_code, line.description, str(line.quantity), line.unit, *figures)
    return table


def _head(sheet: Sheet) -> None:
    sheet.shape([(18, 30), (30, 12), (30, 30)], BLACK)
    sheet.shape([(32, 30), (32, 16), (40, 30)], BLACK)
    sheet.fill(18, 31.5, 22, 1.5, BLACK)
    sheet.text(46, 22, SELLER.name, BIG.sized(17).bold)
    sheet.block(46, 28, (*SELLER.address.lines, f"Phone {SELLER.phone}"), BIG)
    sheet.text(195, 42, "INVOICE", BIG.sized(20).bold.right)
    sheet.text(18, 54, "Bill to:", BIG.bold)
    sheet.block(18, 60, (BUYER.name, *BUYER.address.lines), BIG.sized(11))
    pairs = (
        ("Invoice no.", DOCUMENT.number),
        ("Invoice date", "April 8, 2025"),
        ("Due date", "May 8, 2025"),
        ("P.O. number", DOCUMENT.purchase_order),
        ("Terms", DOCUMENT.payment.terms),
        ("GST/HST no.", DOCUMENT.seller.vat_id),
    )
    sheet.pairs(125, 54, pairs, gap=70, pen=BIG.right)


def _totals(sheet: Sheet, y: float) -> None:
    gst, pst = TAXES
    rows = (
        ("Subtotal", DOCUMENT.subtotal),
        ("GST 5%", gst.amount),
        ("PST 7%", pst.amount),
        ("Total tax", DOCUMENT.tax_total),
    )
    for label, amount in rows:
        sheet.text(130, y, label, BIG)
        sheet.text(193.8, y, ENGLISH(amount), BIG.right)
        y += 6.4
    sheet.rule(130, y - 3, 195, 0.5)
    sheet.text(130, y + 3, "TOTAL CAD", BIG.sized(13).bold)
    sheet.text(193.8, y + 3, f"${ENGLISH(DOCUMENT.total)}", BIG.sized(13).bold.right)
    sheet.text(18, y + 25, "Returns within 14 days with this invoice. Special orders are final.", BIG)
    sheet.text(18, y + 31, "Thank you - fair winds!", BIG.italic)
