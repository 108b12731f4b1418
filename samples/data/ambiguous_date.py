"""A receipt of nowhere in particular, dated 03/04/2024: nothing on it says whether that is March or April."""

from __future__ import annotations

from functools import partial

from drawing.fonts import DEJAVU_MONO, SERIF_BOLD_ITALIC
from drawing.numbers import cents, items, total
from drawing.photo import Paper, Shot, jpeg, laminate, snapped
from drawing.roll import Roll

from invoice_ocr.model.purchase import Party, Receipt, Tender

EXTENSION = "jpg"

LINES = items(
    "quantity | description | unit_price",
    """
    3 | Tulip Bunch | 7.50
    1 | Terracotta Pot 9in | 12.80
    2 | Potting Mix 5L | 6.45
    """,
)
SUM = total(LINES)
CASH = cents("50")
DOCUMENT = Receipt(
    number="1186",
    document_type="receipt",
    issue_date=None,
    currency="CAD",
    seller=Party(name="Petal & Stem Flower Cart"),
    lines=LINES,
    total=SUM,
    payments=(Tender(method="CASH", amount=CASH),),
    tendered=CASH,
    change=CASH - SUM,
)


def draw() -> bytes:
    shot = Shot(turn=-1.2, keystone=0.02, blur=0.7, noise=3, around=0.14, shadow=0.2, scale=1.2)
    surface = partial(laminate, tone=(148, 140, 130))
    return jpeg(snapped(_strip().paper(), Paper(ink=0.88, fade=0.08), surface, shot, 141), 72)


def _strip() -> Roll:
    roll = Roll(DEJAVU_MONO, columns=34, size=30)
    roll.heading("Petal & Stem Flower Cart", SERIF_BOLD_ITALIC, 50)
    roll.centre("fresh flowers every morning")
    roll.gap()
    roll.pair("Receipt No. 1186", "03/04/2024")
    roll.rule()
    roll.line(f"{'Qty Item':<20}{'Each':>6}{'Total':>8}")
    for line in LINES:
        roll.line(f"{line.quantity:<2}{line.description:<18}{line.unit_price:>6}{line.amount:>8}")
    roll.rule()
    roll.pair("TOTAL CAD", f"{SUM}", bold=True, tall=1.6)
    roll.pair("CASH", f"{CASH}")
    roll.pair("CHANGE", f"{CASH - SUM}")
    roll.gap()
    roll.centre("Thank you!")
    return roll
