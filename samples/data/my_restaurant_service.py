"""A Malaysian restaurant: service charge and service tax on top, rounding to five sen, photo in poor light."""

from __future__ import annotations

from functools import partial

from drawing.fonts import INCONSOLATA, SANS_BOLD
from drawing.numbers import cents, items, percent, total
from drawing.photo import Paper, Shot, jpeg, laminate, snapped
from drawing.roll import Roll

from invoice_ocr.model.purchase import Address, Party, Receipt, Tax, Tender

EXTENSION = "jpg"

SELLER = Party(
    name="Restoran Daun Pisang Emas",
    address=Address(
        text="14 Lorong Kurau 9, 13799 Seberang Jaya, Pulau Pinang",
        lines=("14 Lorong Kurau 9", "13799 Seberang Jaya", "Pulau Pinang"),
        street="14 Lorong Kurau 9",
        city="Seberang Jaya",
        region="Pulau Pinang",
        postcode="13799",
    ),
    tax_id="P11-9912-32000188",
    phone="04-999 0146",
)
LINES = items(
    "quantity | description | unit_price | amount",
    """
    2 | Banana Leaf Set Mutton | 18.90 | 37.80
    1 | Banana Leaf Set Veg | - | 12.50
    1 | Ayam Goreng Berempah | - | 9.80
    3 | Teh Tarik | 2.80 | 8.40
    2 | Sirap Bandung | 3.40 | 6.80
    1 | Kerepek Pisang | - | 5.50
    """,
)
SUM = total(LINES)
SERVICE = percent("10", SUM)
TAX = percent("6", SUM)
TOTAL = SUM + SERVICE + TAX
DUE = cents((TOTAL * 20).quantize(1) / 20)
DOCUMENT = Receipt(
    number="A2-007731",
    document_type="receipt",
    issue_date="2023-12-09",
    issue_time="13:08",
    currency="MYR",
    seller=SELLER,
    lines=LINES,
    taxes=(Tax(rate="6", amount=TAX),),
    subtotal=SUM,
    service_charge=SERVICE,
    tax_total=TAX,
    total=DUE,
    rounding=DUE - TOTAL,
    prices_include_tax=False,
    payments=(Tender(method="E-WALLET", amount=DUE),),
    cashier="Kavitha",
)


def draw() -> bytes:
    shot = Shot(turn=2.6, keystone=0.05, blur=1.1, noise=5, around=0.16, shadow=0.42, scale=1.3)
    paper = Paper(ink=0.8, fade=0.16, crumple=0.07, folds=(0.35, 0.7))
    surface = partial(laminate, tone=(112, 132, 126))
    return jpeg(snapped(_strip().paper(), paper, surface, shot, 81), 68)


def _strip() -> Roll:
    roll = Roll(INCONSOLATA, columns=38, size=31)
    roll.heading(SELLER.name, SANS_BOLD, 42)
    for line in (*SELLER.address.lines, f"Tel: {SELLER.phone}", f"SST ID: {SELLER.tax_id}"):
        roll.centre(line)
    roll.gap()
    roll.pair(f"Bill No: {DOCUMENT.number}", "Table: 12")
    roll.pair("Date: 09/12/2023", "1:08 PM")
    roll.line("Cashier: Kavitha")
    roll.rule("=")
    roll.line(f"{'Qty':<5}{'Item':<22}{'Amt (RM)':>11}")
    roll.rule()
    for line in LINES:
        roll.line(f"{line.quantity:<5}{line.description:<23}{line.amount:>10}")
        if line.unit_price:
            roll.line(f"     @ {line.unit_price}")
    roll.rule()
    for label, amount in (
        ("Subtotal", SUM),
        ("Service Charge 10%", SERVICE),
        ("Service Tax 6%", TAX),
        ("Total", TOTAL),
        ("Rounding Adj", DUE - TOTAL),
    ):
        roll.pair(label, f"{amount}")
    roll.rule("=")
    roll.pair("NET TOTAL RM", f"{DUE}", bold=True, tall=1.5)
    roll.pair("E-WALLET", f"{DUE}")
    roll.gap()
    roll.centre("Open daily 7am - 11pm")
    roll.centre("Thank You, Please Come Again")
    return roll
