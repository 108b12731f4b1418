"""An Italian trattoria's receipt: prices with VAT, faded thermal print, out of focus, in shadow and askew."""

from __future__ import annotations

from functools import partial

from drawing.fonts import TERMINAL
from drawing.numbers import COMMA, included, items, total
from drawing.photo import Paper, Shot, jpeg, snapped, wood
from drawing.roll import Roll

from invoice_ocr.model.purchase import Address, Party, Receipt, Tender

EXTENSION = "jpg"

SELLER = Party(
    name="TRATTORIA IL GELSO BIANCO",
    address=Address(
        text="Via dei Fornaciai 31, 53099 Montalceto (SI)",
        lines=("Via dei Fornaciai 31", "53099 Montalceto (SI)"),
        street="Via dei Fornaciai 31",
        city="Montalceto",
        region="SI",
        postcode="53099",
    ),
    vat_id="IT09987600153",
    phone="0577 999041",
)
LINES = items(
    "quantity | description | unit_price | tax_rate | amount",
    """
    3 | COPERTO | 2.50 | 10 | 7.50
    - | ACQUA MINERALE 1L | - | 10 | 3.00
    - | VINO ROSSO 1/2 L | - | 10 | 8.00
    2 | PICI CACIO E PEPE | 11.50 | 10 | 23.00
    - | RIBOLLITA | - | 10 | 9.00
    - | PANFORTE | - | 10 | 6.50
    3 | CAFFE' | 1.50 | 10 | 4.50
    """,
)
SUM = total(LINES)
DOCUMENT = Receipt(
    number="0412-0037",
    document_type="receipt",
    issue_date="2024-05-11",
    issue_time="14:36",
    currency="EUR",
    seller=SELLER,
    lines=LINES,
    tax_total=included("10", SUM),
    total=SUM,
    prices_include_tax=True,
    payments=(Tender(method="Pagamento elettronico", amount=SUM),),
)


def draw() -> bytes:
    shot = Shot(turn=-3.4, keystone=0.06, blur=1.5, noise=4, around=0.12, shadow=0.38, scale=1.2)
    paper = Paper(ink=0.62, fade=0.3, tint=(246, 243, 236), crumple=0.08, folds=(0.58,))
    surface = partial(wood, tone=(96, 66, 44))
    return jpeg(snapped(_strip().paper(), paper, surface, shot, 101), 66)


def _strip() -> Roll:
    roll = Roll(TERMINAL, columns=38, size=34)
    roll.centre(SELLER.name, bold=True, tall=1.4)
    for line in SELLER.address.lines:
        roll.centre(line)
    roll.centre(f"Tel. {SELLER.phone}")
    roll.centre(f"P.IVA {SELLER.vat_id}")
    roll.gap()
    roll.centre("DOCUMENTO COMMERCIALE", bold=True)
    roll.centre("di vendita o prestazione")
    roll.gap()
    roll.line(f"{'DESCRIZIONE':<20}{'IVA':>5}{'Prezzo (EUR)':>13}")
    for line in LINES:
        if line.quantity:
            roll.line(f"  {line.quantity} x {COMMA(line.unit_price)}", bold=True)
        roll.line(f"{line.description:<20}{line.tax_rate:>4}%{COMMA(line.amount):>13}", bold=True)
    roll.gap()
    roll.pair("TOTALE COMPLESSIVO", COMMA(SUM), bold=True, tall=1.5)
    roll.pair("di cui IVA", COMMA(DOCUMENT.tax_total), bold=True)
    roll.gap()
    roll.pair("Pagamento elettronico", COMMA(SUM), bold=True)
    roll.gap()
    roll.centre("11-05-2024 14:36", bold=True)
    roll.centre("DOCUMENTO N. 0412-0037", bold=True)
    roll.centre("RT 99MEX004417")
    roll.gap()
    roll.centre("GRAZIE E ARRIVEDERCI")
    return roll
