"""A French supplier's invoice: a discount before VAT, thousands grouped by narrow spaces, boxes instead of rules."""

from __future__ import annotations

from drawing.fonts import LATO
from drawing.numbers import FRENCH, iban, items, percent, total
from drawing.sheet import BODY, GREY, WHITE, Colour, Sheet
from drawing.table import Column, Look, Table

from invoice_ocr.model.purchase import Address, AllowanceCharge, Invoice, Party, PaymentDetails, Tax

EXTENSION = "pdf"
BLUE: Colour = (36, 84, 132)
PALE: Colour = (232, 239, 246)

SELLER = Party(
    name="Atelier Verrier du Lac SARL",
    address=Address(
        text="17 chemin des Sablons, 74999 Sévrier",
        lines=("17 chemin des Sablons", "74999 Sévrier"),
        street="17 chemin des Sablons",
        city="Sévrier",
        postcode="74999",
    ),
    vat_id="FR61998000004",
    registration_id="99800000400015",
    phone="01 99 00 41 27",
    email="facturation@verrier-du-lac.example",
)
BUYER = Party(
    name="Hôtel Les Mélèzes SAS",
    address=Address(
        text="4 place de la Fontaine, 73999 Saint-Bon-le-Haut",
        lines=("4 place de la Fontaine", "73999 Saint-Bon-le-Haut"),
        street="4 place de la Fontaine",
        city="Saint-Bon-le-Haut",
        postcode="73999",
    ),
    vat_id="FR14998000053",
)
LINES = items(
    "item_code | description | quantity | unit_price",
    """
    VD-310 | Double vitrage isolant 4/16/4 argon, 1200 x 950 mm | 12 | 148.50
    VD-322 | Double vitrage isolant 4/16/4 argon, 1450 x 1100 mm, face intérieure feuilletée 44.2 | 8 | 236.00
    PS-070 | Porte de douche en verre trempé 8 mm, charnières inox | 3 | 689.00
    MI-015 | Miroir argenté 6 mm, bords polis | 5 | 92.40
    PO-001 | Pose et évacuation des anciens vitrages | 16 | 54.00
    """,
)
GROSS = total(LINES)
DISCOUNT = percent("5", GROSS)
NET = GROSS - DISCOUNT
VAT = percent("20", NET)
DOCUMENT = Invoice(
    number="FA-2025-0219",
    document_type="invoice",
    issue_date="2025-03-14",
    due_date="2025-04-30",
    currency="EUR",
    purchase_order="BC-7741",
    seller=SELLER,
    buyer=BUYER,
    payment=PaymentDetails(
        iban="FR1299999000010123456789000", bic="VERLFR22", terms="30 jours fin de mois", means="Virement"
    ),
    lines=LINES,
    allowances=(AllowanceCharge(reason="Remise", rate="5", amount=DISCOUNT),),
    lines_total=GROSS,
    taxes=(Tax(rate="20", amount=VAT),),
    subtotal=NET,
    tax_total=VAT,
    total=NET + VAT,
    amount_due=NET + VAT,
    prices_include_tax=False,
)


def draw() -> bytes:
    sheet = Sheet(LATO)
    _head(sheet)
    table = Table(
        sheet,
        (
            Column("Réf.", 15, 18),
            Column("Désignation", 33, 88),
            Column("Qté", 121, 14, "R"),
            Column("P.U. HT", 135, 27, "R"),
            Column("Montant HT", 162, 33, "R"),
        ),
        108,
        Look(pen=BODY.sized(8.5), head=BODY.sized(8.5).bold.inked(WHITE), head_fill=BLUE, grid=(170, 185, 200)),
    )
    table.head()
    for line in LINES:
        figures = (f"{FRENCH(line.unit_price)} €", f"{FRENCH(line.amount)} €")
        table.row(line.item_code, line.description, str(line.quantity), *figures)
    _totals(sheet, table.y + 8)
    _foot(sheet)
    return sheet.output()


def _head(sheet: Sheet) -> None:
    for index, shade in enumerate(((150, 190, 222), (92, 146, 192), BLUE)):
        left = 15 + index * 7
        sheet.shape([(left, 30), (left + 7, 14), (left + 14, 30)], shade)
    sheet.text(48, 22, SELLER.name, BODY.sized(14).bold.inked(BLUE))
    sheet.block(48, 27.5, (*SELLER.address.lines, f"Tél. {SELLER.phone} - {SELLER.email}"), BODY.sized(8))
    sheet.fill(122, 44, 73, 32, PALE)
    sheet.text(126, 50, "Facturé à", BODY.sized(8).inked(GREY))
    sheet.text(126, 56, BUYER.name, BODY.sized(10).bold)
    sheet.block(126, 61, (*BUYER.address.lines, f"N° TVA : {BUYER.vat_id}"), BODY.sized(9))
    sheet.text(15, 56, f"FACTURE N° {DOCUMENT.number}", BODY.sized(14).bold)
    pairs = (
        ("Date de facture :", "14/03/2025"),
        ("Échéance :", "30/04/2025"),
        ("Votre commande :", DOCUMENT.purchase_order),
        ("Mode de règlement :", DOCUMENT.payment.means),
        ("Conditions de paiement :", DOCUMENT.payment.terms),
    )
    sheet.pairs(15, 66, pairs, gap=44)


def _totals(sheet: Sheet, y: float) -> None:
    rows = (
        ("Total brut HT", DOCUMENT.lines_total),
        ("Remise 5 %", -DISCOUNT),
        ("Total net HT", DOCUMENT.subtotal),
        ("TVA 20 %", DOCUMENT.tax_total),
        ("Total TTC", DOCUMENT.total),
    )
    for label, amount in rows:
        sheet.text(128, y, label, BODY.sized(9.5))
        sheet.text(193.5, y, f"{FRENCH(amount)} €", BODY.sized(9.5).right)
        y += 5.8
    sheet.fill(125, y - 3, 70, 9, BLUE)
    sheet.text(128, y + 3, "Net à payer", BODY.sized(11).bold.inked(WHITE))
    sheet.text(193.5, y + 3, f"{FRENCH(DOCUMENT.amount_due)} €", BODY.sized(11).bold.right.inked(WHITE))


def _foot(sheet: Sheet) -> None:
    sheet.frame(15, 236, 88, 17, (170, 185, 200))
    sheet.text(18, 241, "Coordonnées bancaires", BODY.sized(8).bold)
    sheet.text(18, 245.6, f"IBAN : {iban(DOCUMENT.payment.iban)}", BODY.sized(8))
    sheet.text(18, 250, f"BIC : {DOCUMENT.payment.bic}", BODY.sized(8))
    legal = (
        "Pas d'escompte pour paiement anticipé. En cas de retard, pénalités au taux légal majoré et indemnité",
        "forfaitaire pour frais de recouvrement selon l'article L. 441-10 du Code de commerce.",
        f"SARL - SIRET : {SELLER.registration_id} - TVA intracommunautaire : {SELLER.vat_id}",
    )
    sheet.rule(15, 270, 195, 0.3, BLUE)
    sheet.block(105, 275, legal, BODY.sized(7).centre.inked(GREY))
