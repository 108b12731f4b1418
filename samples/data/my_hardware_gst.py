"""A Malaysian hardware shop's tax invoice on thermal paper: GST in the prices, rounding to five sen, cash."""

from __future__ import annotations

from drawing.fonts import NARROW_BOLD, TYPEWRITER
from drawing.numbers import cents, included, item, total
from drawing.photo import Paper, Shot, frame_for, jpeg, laminate, photo, printed
from drawing.roll import Roll

from invoice_ocr.model.purchase import Address, Party, Receipt, Tax, Tender

EXTENSION = "jpg"

SELLER = Party(
    name="KEDAI BESI SINAR JAYA SDN BHD",
    address=Address(
        text="NO. 27, JALAN KENANGA 3/8, TAMAN SERI MELATI, 43990 KAJANG, SELANGOR",
        lines=("NO. 27, JALAN KENANGA 3/8", "TAMAN SERI MELATI", "43990 KAJANG, SELANGOR"),
        street="NO. 27, JALAN KENANGA 3/8",
        city="KAJANG",
        region="SELANGOR",
        postcode="43990",
    ),
    vat_id="000999120448",
    registration_id="999142-K",
    phone="03-9999 4120",
)
LINES = (
    item("PVC PIPE 20MM X 3M", "4", "6.90", item_code="1043"),
    item("ELBOW 20MM", "8", "0.86", item_code="1107"),
    item("CEMENT GLUE 125G", "1", "7.40", item_code="2290"),
    item("HACKSAW BLADE (PKT)", "2", "5.35", item_code="3318"),
    item("RUBBER GLOVES L", "3", "3.75", item_code="5021"),
)
SUM = total(LINES)
TAX = included("6", SUM)
ROUNDED = (SUM * 20).quantize(1) / 20
DUE = cents(ROUNDED)
CASH = cents("70")
DOCUMENT = Receipt(
    number="CS-0047213",
    document_type="receipt",
    issue_date="2017-08-26",
    issue_time="16:22:05",
    currency="MYR",
    seller=SELLER,
    lines=LINES,
    taxes=(Tax(rate="6", base=SUM - TAX, amount=TAX),),
    subtotal=SUM - TAX,
    tax_total=TAX,
    total=DUE,
    rounding=DUE - SUM,
    prices_include_tax=True,
    payments=(Tender(method="CASH", amount=CASH),),
    tendered=CASH,
    change=CASH - DUE,
    cashier="LINA",
)


def draw() -> bytes:
    strip = _strip().paper()
    sheet = printed(strip, Paper(ink=0.9, fade=0.1, tint=(252, 252, 250)), 21)
    shot = Shot(turn=0.8, keystone=0.006, blur=0.6, noise=2, around=0.05, shadow=0.08, scale=1.1)
    return jpeg(photo(sheet, laminate(22, *frame_for(strip, shot), (206, 205, 200)), shot, 23), 74)


def _strip() -> Roll:
    roll = Roll(TYPEWRITER, columns=42, size=29)
    roll.heading("KEDAI BESI SINAR JAYA SDN BHD", NARROW_BOLD, 44)
    roll.centre(f"({SELLER.registration_id})")
    for line in SELLER.address.lines:
        roll.centre(line)
    roll.centre(f"TEL : {SELLER.phone}")
    roll.centre(f"GST ID : {SELLER.vat_id}")
    roll.gap(0.4)
    roll.centre("TAX INVOICE", bold=True, tall=1.3)
    roll.gap(0.4)
    roll.line("Receipt No : CS-0047213")
    roll.pair("Date : 26/08/2017", "Time : 16:22:05")
    roll.line("Cashier : LINA")
    roll.rule()
    roll.line(f"{'Item':<16}{'Qty':>4}{'U.Price':>10}{'RM':>12}")
    roll.rule()
    for line in LINES:
        roll.line(line.description)
        roll.line(f"  {line.item_code:<14}{line.quantity:>4}{line.unit_price:>10}{line.amount:>12}")
    roll.rule()
    _sums(roll)
    roll.centre("GOODS SOLD ARE NOT RETURNABLE")
    roll.centre("THANK YOU - TERIMA KASIH")
    return roll


def _sums(roll: Roll) -> None:
    roll.pair("Total Excl. GST :", f"{SUM - TAX}")
    roll.pair("GST @ 6% :", f"{TAX}")
    roll.pair("Total Incl. GST :", f"{SUM}")
    roll.pair("Rounding Adj :", f"{DUE - SUM}")
    roll.pair("AMOUNT DUE  RM", f"{DUE}", bold=True, tall=1.4)
    roll.pair("CASH :", f"{CASH}")
    roll.pair("CHANGE :", f"{CASH - DUE}")
    roll.rule()
    roll.line("GST SUMMARY           Amount(RM)   Tax(RM)")
    roll.line(f"GST @ 6%{SUM - TAX:>24}{TAX:>10}")
    roll.rule()
