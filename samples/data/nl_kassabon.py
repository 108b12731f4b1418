"""A Dutch grocer's till receipt as WebP: quantity and price in columns, a discount, two VAT rates inside the total."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import partial

from drawing.fonts import AGAVE, SANS_BOLD
from drawing.numbers import COMMA, included, items, total
from drawing.photo import Paper, Shot, laminate, snapped
from drawing.roll import Roll

from invoice_ocr.model.purchase import Address, AllowanceCharge, Party, Receipt, Tax, Tender

EXTENSION = "webp"

SELLER = Party(
    name="Buurtsuper De Korenaar",
    address=Address(
        text="Kerkbuurt 40, 8999 AK Terwispel",
        lines=("Kerkbuurt 40", "8999 AK Terwispel"),
        street="Kerkbuurt 40",
        city="Terwispel",
        postcode="8999 AK",
    ),
    phone="0513 999 014",
)
LINES = items(
    "quantity | description | unit_price",
    """
    2 | KARNEMELK 1L | 1.19
    1 | VOLKORENBROOD | 2.65
    1 | OUDE KAAS 480G | 7.49
    6 | APPELS ELSTAR | 0.45
    1 | KOFFIEFILTERS NR4 | 1.89
    2 | AFWASMIDDEL CITROEN | 2.35
    """,
)
KORTING = Decimal("1.50")
FOOD = 4
LOW = total(LINES[:FOOD]) - KORTING
HIGH = total(LINES[FOOD:])
TAXES = tuple(
    Tax(rate=rate, base=gross - included(rate, gross), amount=included(rate, gross))
    for rate, gross in (("9", LOW), ("21", HIGH))
)
TAX = TAXES[0].amount + TAXES[1].amount
DOCUMENT = Receipt(
    number="004127",
    document_type="receipt",
    issue_date="2024-01-27",
    issue_time="11:14",
    currency="EUR",
    seller=SELLER,
    lines=LINES,
    allowances=(AllowanceCharge(reason="KORTING OUDE KAAS", amount=KORTING),),
    subtotal=LOW + HIGH + KORTING,
    taxes=TAXES,
    tax_total=TAX,
    total=LOW + HIGH,
    prices_include_tax=True,
    payments=(Tender(method="PINPAS", amount=LOW + HIGH),),
    register="2",
)


def draw() -> bytes:
    shot = Shot(turn=1.1, keystone=0.02, blur=0.7, noise=3, around=0.1, shadow=0.2, scale=1.15)
    surface = partial(laminate, tone=(70, 74, 82))
    picture = snapped(_strip().paper(), Paper(ink=0.85, fade=0.14, folds=(0.4,)), surface, shot, 121)
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=70, method=4)
    return buffer.getvalue()


def _strip() -> Roll:
    roll = Roll(AGAVE, columns=38, size=30)
    roll.heading(SELLER.name, SANS_BOLD, 46)
    for line in (*SELLER.address.lines, f"Tel. {SELLER.phone}"):
        roll.centre(line)
    roll.gap()
    roll.pair("27-01-2024  11:14", "Kassa 2")
    roll.line("Bonnr. 004127")
    roll.rule()
    roll.line(f"{'AANT':<5}{'OMSCHRIJVING':<20}{'PRIJS':>5}{'BEDRAG':>8}")
    for line in LINES:
        figures = f"{COMMA(line.unit_price):>5}{COMMA(line.amount):>8}"
        roll.line(f"{line.quantity:<5}{line.description:<20}{figures}")
    roll.rule()
    _sums(roll)
    roll.gap()
    roll.centre("Openingstijden ma-za 8-20 uur")
    roll.centre("Bedankt en tot ziens!")
    roll.gap()
    roll.stripes(9)
    return roll


def _sums(roll: Roll) -> None:
    roll.pair("SUBTOTAAL", COMMA(DOCUMENT.subtotal))
    roll.pair("KORTING OUDE KAAS", f"-{COMMA(KORTING)}")
    roll.pair("TOTAAL EUR", COMMA(DOCUMENT.total), bold=True, tall=1.6)
    roll.pair("PINPAS", COMMA(DOCUMENT.total))
    roll.gap()
    roll.line(f"{'BTW':<10}{'OVER':>14}{'BEDRAG':>14}")
    for tax in TAXES:
        roll.line(f"{tax.rate}%".ljust(10) + f"{COMMA(tax.base):>14}{COMMA(tax.amount):>14}")
    roll.line(f"{'TOTAAL BTW':<24}{COMMA(TAX):>14}")
