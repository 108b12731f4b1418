"""Rows of items and what else stands among them: column numbers, positions, days, units, currencies."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.fields import assemble

HEAD = "Alder Joinery Ltd\n12 Mill Lane\n\nInvoice\nInvoice No: 4711\nDate: 3 March 2026\n\n"

Line = tuple[str | None, str | None, str | None, str]


def lines_of(page: str, kind: str = "invoice", **how: object) -> list[Line]:
    lines = assemble(draw(HEAD + page, **how), kind=kind).document.lines
    return [tuple(v and str(v) for v in (x.description, x.quantity, x.unit_price, x.amount)) for x in lines]


COLUMN_NUMBERS = """
Nr. crt.  Denumirea produselor    U.M.    Cantitatea    Preț unitar    Valoarea
0         1                       2       3             4              5(3x4)
1         Beton                   mc      2             400.00         800.00
2         Pompare                 buc     1             150.00         150.00

Total                                                                  950.00
"""

HEADING_OF_TWO_WORDS = """
Désignation                     Qté     PU HT      TVA     Montant HT

Déplacement zone A                    5     45,00 €     20 %      225,00 €
Plomberie                            10     54,00 €     20 %      540,00 €

Total HT                                                               765,00 €
TVA 20 %                                                               153,00 €
Total TTC                                                              918,00 €
"""

TWO_LANGUAGES = """
Product / Produktas      Qty / Vnt.   Price / Kaina   VAT / PVN    Total / Suma
Nuoma                           3.00  €31.92          21%          €95.76
Vertimas                       10.00  €15.60          21%          €156.00

Total                                                              €251.76
"""

CURRENCY_AS_HEADING = """
Item                      Qty      AED
Shakshuka                 2      84.00
Mint Lemonade             1      22.00

Total                           106.00
"""

HEADINGS_IN_ONE_CELL = """
Pos Artikel-Nr.      Menge ME    Preis/EH     Rab%       Betrag
10 4412018           100 M         0,900        40        54,00
Mantelleitung grau
20 4412077           500 M         2,000        25       750,00
Mantelleitung weiss

Warenwert netto                                          804,00
"""

GROUPS_WITH_NAMED_SUMS = """
Désignation                 Réf.      Qté       Prix     Montant
Main-d'œuvre
Service annuel                        2.50    100.00      250.00
Plaquettes                            1.50    100.00      150.00
Total main-d'œuvre                                        400.00
Pièces
Huile moteur                HU5W       4.00     20.00       80.00
Filtre                      04E1       1.00     26.00       26.00
Total pièces                                              106.00
Total HT     Taux TVA      TVA     Arrondi     Net à payer CHF
506.00         8.10 %    40.99       -0.01              546.98
"""

SHIPPED_AND_PER_HUNDRED = """
Item / Description           Ord     Ship     Price     Amount
Hex cap screw                500      400    18.420      73.68
Nylock nut                   500      500     9.800      49.00

Merchandise                                             122.68
"""

ORDER_BY_MAIL = """
Enameled Dutch oven                   $129.95
SKU ENC-55      Qty 1
Beechwood spoons                       $36.00
SKU BWS-3       Qty 2     $18.00 each

Order total                           $165.95
"""

TAX_NUMBER_AT_THE_HEAD = """
TAX ID0505039462834 (VAT included)
Vat Code 00007 POS# E059655186
2 Singha Water            30.00
1 Mango Rice              65.00

Total                     95.00
Cash                     100.00
Change                     5.00
VAT 7% included            6.21
"""

LABEL_THAT_NAMES_GOODS = """
Dirección letrada del procedimiento       2.400,00 €
Redacción de contrato                       850,00 €

Base imponible                            3.250,00 €
I.V.A. 21 %                                 682,50 €
Total minuta                              3.932,50 €
"""


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        pytest.param(
            COLUMN_NUMBERS,
            [("Beton", "2", "400.00", "800.00"), ("Pompare", "1", "150.00", "150.00")],
            id="columns numbered under their headings",
        ),
        pytest.param(
            HEADING_OF_TWO_WORDS,
            [("Déplacement zone A", "5", "45.00", "225.00"), ("Plomberie", "10", "54.00", "540.00")],
            id="a heading of two words is not two where the column beside it is empty",
        ),
        pytest.param(
            TWO_LANGUAGES,
            [("Nuoma", "3.00", "31.92", "95.76"), ("Vertimas", "10.00", "15.60", "156.00")],
            id="each heading in two languages",
        ),
        pytest.param(
            CURRENCY_AS_HEADING,
            [("Shakshuka", "2", None, "84.00"), ("Mint Lemonade", "1", None, "22.00")],
            id="the currency heads the amounts",
        ),
        pytest.param(
            HEADINGS_IN_ONE_CELL,
            [("Mantelleitung grau", "100", "0.900", "54.00"), ("Mantelleitung weiss", "500", "2.000", "750.00")],
            id="headings that run together",
        ),
        pytest.param(
            GROUPS_WITH_NAMED_SUMS,
            [
                ("Service annuel", "2.50", "100.00", "250.00"),
                ("Plaquettes", "1.50", "100.00", "150.00"),
                ("Huile moteur", "4.00", "20.00", "80.00"),
                ("Filtre", "1.00", "26.00", "26.00"),
            ],
            id="groups with a sum each, and a word that also counts pieces",
        ),
        pytest.param(
            SHIPPED_AND_PER_HUNDRED,
            [("Hex cap screw", "400", "18.420", "73.68"), ("Nylock nut", "500", "9.800", "49.00")],
            id="what was shipped counts, at the price of a hundred",
        ),
        pytest.param(
            ORDER_BY_MAIL,
            [("Enameled Dutch oven", "1", None, "129.95"), ("Beechwood spoons", "2", "18.00", "36.00")],
            id="the quantity is named under the item",
        ),
        pytest.param(
            LABEL_THAT_NAMES_GOODS,
            [
                ("Dirección letrada del procedimiento", None, None, "2400.00"),
                ("Redacción de contrato", None, None, "850.00"),
            ],
            id="a good whose first word is a label elsewhere",
        ),
    ],
)
def test_items(page: str, lines: list[Line]) -> None:
    assert lines_of(page) == lines


def test_a_tax_number_at_the_head_ends_no_items() -> None:
    lines = lines_of(TAX_NUMBER_AT_THE_HEAD, kind="receipt")
    assert lines == [("Singha Water", "2", None, "30.00"), ("Mango Rice", "1", None, "65.00")]


@pytest.mark.parametrize(("numbers", "quantities"), [("1 2 3", [None] * 3), ("10 20 30", [None] * 3), ("1 2 1", "121")])
def test_numbers_that_count_the_items_are_no_quantities(numbers: str, quantities: list[str | None]) -> None:
    names = ("Oak shelf", "Pine shelf", "Ash shelf")
    rows = [f"{n} {name}      {n}1.50\n" for n, name in zip(numbers.split(), names, strict=True)]
    assert [line[1] for line in lines_of("".join(rows), kind="receipt")] == list(quantities)


@pytest.mark.parametrize(
    "row",
    [
        "03/12/2026  {}                    149.00",
        "{}                           USD    149.00",
        "{}          kg       10.00   14.90    149.00",
        "03/12  {}                    149.00",
    ],
)
def test_day_unit_and_currency_are_no_description(row: str) -> None:
    page = row.format("Room charge") + "\n" + row.format("Parking fee") + "\n\nTotal        298.00\n"
    assert [line[0] for line in lines_of(page)] == ["Room charge", "Parking fee"]


COUNT_UNDER_UNIT = """
№      Товари (послуги)      Кіл-сть  Од.     Ціна без ПДВ    Сума без ПДВ
1      Генератор                   1  шт         31 250,00       31 250,00
2      Доставка                    2  посл          950,00        1 900,00

Разом без ПДВ                                                    33 150,00
"""

WORK_BY_DAYS = """
Date          Description                               Hours     Rate      Amount
01/04/2025 RVO Conference with client                    0.50   $400.00    $200.00
01/07/2025 KLM Legal research                            1.00   $300.00    $300.00

Total                                                                      $500.00
"""

STATEMENT_OF_CHARGES = """
Amount You Owe
$90.50

Date of Service   Code     Description of Service                 Charge
07/22/2025        99213    Office visit                           164.00
08/05/2025        20610    Exam of knee                           121.00

Total Charges                                                     285.00
Insurance Payment                                                -194.50
"""


def test_a_number_under_the_heading_of_the_units_counts() -> None:
    rows = lines_of(COUNT_UNDER_UNIT)
    assert rows == [("Генератор", "1", "31250.00", "31250.00"), ("Доставка", "2", "950.00", "1900.00")]


def test_who_worked_and_when_is_no_description() -> None:
    rows = lines_of(WORK_BY_DAYS)
    assert [line[0] for line in rows] == ["Conference with client", "Legal research"]


def test_charges_are_a_heading_of_amounts() -> None:
    assert lines_of(STATEMENT_OF_CHARGES) == [
        ("Office visit", None, None, "164.00"),
        ("Exam of knee", None, None, "121.00"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("1 {}      2   4.00   8.00", "2 {}      3   4.00   12.00"), id="positions"),
        pytest.param(("GL-12 {}      2   4.00   8.00", "WB-8 {}      3   4.00   12.00"), id="codes"),
        pytest.param(("590263008093 {}        8.00", "{}        12.00"), id="a long number"),
        pytest.param(("{}      2   4.00   8.00   GST", "{}      3   4.00   12.00   GST"), id="what follows the amount"),
        pytest.param(("{}      9%      8.00", "{}      21%      12.00"), id="tax rates"),
        pytest.param(
            ("{}      18.00      100%      9.00      8.00", "{}      9.00      75%      6.75      12.00"),
            id="other sums",
        ),
    ],
)
def test_what_is_no_description(rows: tuple[str, str]) -> None:
    page = rows[0].format("Oak shelf") + "\n" + rows[1].format("Pine door") + "\n\nTotal        20.00\n"
    assert [line[0] for line in lines_of(page)] == ["Oak shelf", "Pine door"]


def test_tax_rates_beside_the_texts_are_those_of_the_items() -> None:
    page = "Kamer 11     9%     109.00\nParkeren     21%     12.10\n\nTotaal     121.10\n"
    lines = assemble(draw(HEAD + page), kind="invoice").document.lines
    assert [str(line.tax_rate) for line in lines] == ["9", "21"]


def test_a_code_with_a_measure_is_no_quantity_and_price() -> None:
    rows = "699097 Pilsner 6x355ml can\n1 0 15.49      15.49 GP\n226425 Rye Whisky\n1 0 32.99      32.99 GP\n\n"
    rows = lines_of(rows + "Subtotal    48.48\n", kind="receipt")
    assert rows == [("Pilsner 6x355ml can", "1", "15.49", "15.49"), ("Rye Whisky", "1", "32.99", "32.99")]


NOTES_OF_DELIVERY = """
Pos   Artikel-Nr.     Menge    Preis     Betrag
Lieferschein 7712345 vom 25.10.25
10    4412018           100     0,50      50,00
Mantelleitung grau
20    4412077            20     2,00      40,00
Kabelkanal weiss
Lieferschein 7713980 vom 28.10.25
30    2380122             3    10,00      30,00
Rahmen reinweiss

Summe                                    120,00
"""

BILL_OF_AN_ACCOUNT = """
Service charges              $1,815.83
Charges                      $1,815.83
Credits                          $0.00
VAT 20%                        $363.17
Total for this invoice       $2,179.00
"""

POSTCODE_AT_THE_HEAD = """
JL. Dipatiukur 88, Bandung        40132
Pulsa            2    51,500    103,000
Indomie          1     3,100      3,100

Subtotal                        106,100
Total                           106,100
"""


def test_texts_under_their_amounts_with_notes_of_delivery_between() -> None:
    rows = lines_of(NOTES_OF_DELIVERY)
    assert [line[0] for line in rows] == ["Mantelleitung grau", "Kabelkanal weiss", "Rahmen reinweiss"]


def test_rows_of_a_summary_that_add_up_to_nothing_are_no_items() -> None:
    assert lines_of(BILL_OF_AN_ACCOUNT) == []


def test_the_items_are_what_makes_the_sum_under_them() -> None:
    rows = lines_of(POSTCODE_AT_THE_HEAD, kind="receipt")
    assert [line[0] for line in rows] == ["Pulsa", "Indomie"]


def test_excl_after_a_price_is_no_column_of_net_amounts() -> None:
    page = (
        "#    Item           Qty    Price excl.    Excl. VAT    VAT       Total incl.\n"
        "1    Brake pads       2       2,810.00     5,620.00    899.20     6,519.20\n"
        "2    Oil filter       4         762.00     3,048.00    487.68     3,535.68\n"
        "\nTotal incl. VAT    10,054.88\n"
    )
    assert [line[2] for line in lines_of(page)] == ["2810.00", "762.00"]


def test_a_quantity_and_a_price_that_read_as_one_number() -> None:
    page = "Item               Qty     Rate      Amt\nNaan                1     55.00     55.00\n"
    page += "Meals              2 180.00        360.00\n\nSub Total                       415.00\n"
    assert lines_of(page, kind="receipt") == [("Naan", "1", "55.00", "55.00"), ("Meals", "2", "180.00", "360.00")]


def test_the_currency_in_headings_is_no_word_of_its_own() -> None:
    page = "DESCRIPTION        QTY      RATE     GST IN HKD     CHARGES IN HKD\n"
    page += "CFS 12.45 CBM        2    100.00           0.00             200.00\n"
    page += "AMS FILING                 60.00           0.00              60.00\n\nSUBTOTAL      260.00\n"
    assert lines_of(page) == [("CFS 12.45 CBM", "2", "100.00", "200.00"), ("AMS FILING", None, "60.00", "60.00")]


QUANTITY_GLUED_TO_UNIT = """
Leistung                 Menge     Einzelpreis    Gesamt
Beratung vor Ort         2h        85,00         170,00
Schrauben                3Stk       1,50           4,50

Nettobetrag                                      174,50
"""

NO_HEADING_AND_GLUED = """
Beratung vor Ort          2 h        85,00       170,00
Schrauben                3Stk         1,50         4,50

Nettobetrag                                      174,50
"""

FEES_AND_COSTS = """
Date          Description                               Hours     Rate      Amount
01/04/2025    Conference with client                     0.50   $400.00    $200.00
01/07/2025    Legal research                             1.00   $300.00    $300.00
Total Fees                                               1.50              $500.00
COSTS ADVANCED
Filing fee                                                                 $275.00
Photocopies (214 @ $0.15)                                                   $32.10
Total Costs                                                                $307.10

Total Current Charges                                                      $807.10
"""


@pytest.mark.parametrize("page", [QUANTITY_GLUED_TO_UNIT, NO_HEADING_AND_GLUED])
def test_a_quantity_glued_to_its_unit(page: str) -> None:
    rows = lines_of(page)
    assert rows == [("Beratung vor Ort", "2", "85.00", "170.00"), ("Schrauben", "3", "1.50", "4.50")]


def test_a_group_without_factors_that_its_sum_proves() -> None:
    rows = lines_of(FEES_AND_COSTS)
    assert [(line[0], line[3]) for line in rows] == [
        ("Conference with client", "200.00"),
        ("Legal research", "300.00"),
        ("Filing fee", "275.00"),
        ("Photocopies (214 @ $0.15)", "32.10"),
    ]
    assert rows[-1][1:3] == ("214", "0.15")


PRICES_IN_CENTS = """
Preisbestandteil        Menge           Preis netto      Betrag netto
Arbeitspreis            2.874 kWh       28,14 ct/kWh           808,74
Grundpreis                365 Tage      33,97 ct/Tag           123,99

Summe                                                          932,73
"""

CENTS_WITHOUT_HEADING = """
Arbeitspreis       1.234 kWh      28,14 ct/kWh      347,25
Grundpreis           365 Tage     33,97 ct/Tag      123,99

Netto                                               471,24
"""

ORDERED_AND_DELIVERED = """
Art.nr    Benämning            Antal noterat   Antal levererat   À-pris    Summa
1001      Skruv M8                       100                80     0,50    40,00
1002      Mutter M8                       50                50     0,40    20,00

Summa                                                                      60,00
"""

SUM_WITH_A_LABEL_NOBODY_KNOWS = """
Artikel      Bezeichnung          Menge    Preis    Betrag
4711         Schrauben M6            20     1,50     30,00
4712         Dübel 8 mm               5     2,40     12,00
Zwischenzeile                                        42,00

Gesamt                                               42,00
"""


@pytest.mark.parametrize("page", [PRICES_IN_CENTS, CENTS_WITHOUT_HEADING])
def test_prices_in_cents(page: str) -> None:
    assert [line[2] for line in lines_of(page)] == ["0.2814", "0.3397"]


def test_the_second_word_of_a_heading_is_no_column() -> None:
    rows = lines_of(ORDERED_AND_DELIVERED)
    assert rows == [("Skruv M8", "80", "0.50", "40.00"), ("Mutter M8", "50", "0.40", "20.00")]


def test_the_sum_of_all_items_is_none_of_them() -> None:
    assert [line[0] for line in lines_of(SUM_WITH_A_LABEL_NOBODY_KNOWS)] == ["Schrauben M6", "Dübel 8 mm"]


def test_a_pack_of_several_stays_in_the_description() -> None:
    rows = lines_of("GALA APPLES X6     2.10\nMILK 6X1L     5.00\n\nTOTAL     7.10\n", kind="receipt")
    assert [line[0] for line in rows] == ["GALA APPLES X6", "MILK 6X1L"]


WRAPPED_AMOUNTS = """
Item Name              Qty     Rate    Total
Basmati rice 25 kg       2      607    1274.
bag                                       70
Ghee 1 L tin             2      532   1191.6
                                           8

Sub Total : 2278
GST 188.38
Total : 2466.38
"""

TAX_IN_MONEY = """
Položka            Bez DPH      DPH     Celkem
Oprava              100,00    21,00     121,00
Výjezd               50,00    10,50      60,50

Celkem              150,00    31,50     181,50
"""


def test_amounts_that_wrap_in_their_cells() -> None:
    rows = lines_of(WRAPPED_AMOUNTS)
    assert [(line[0], line[3]) for line in rows] == [("Basmati rice 25 kg bag", "1274.70"), ("Ghee 1 L tin", "1191.68")]


def test_an_amount_that_wraps_keeps_its_sign() -> None:
    page = WRAPPED_AMOUNTS.replace("1274.", "-1274.").replace("      2      607", "     -2      607")
    assert [line[3] for line in lines_of(page)][:1] == ["-1274.70"]


def test_a_column_of_taxes_in_money_holds_no_rates() -> None:
    lines = assemble(draw(HEAD + TAX_IN_MONEY), kind="invoice").document.lines
    assert [(line.tax_rate, str(line.amount)) for line in lines] == [(None, "100.00"), (None, "50.00")]


def test_a_description_that_begins_in_the_row_above_its_amounts() -> None:
    page = "Popis                                    Jednotek      Cena      Celkem\n"
    page += "LED panel                                    2 ks    100,00      200,00\n"
    page += "Údržba kotelny včetně výměny filtrů\n"
    page += "a zkoušky                                    1 ks    900,00      900,00\n"
    page += "Total items: 2\n\nCelkem                                                        1 100,00\n"
    assert [line[0] for line in lines_of(page)] == ["LED panel", "Údržba kotelny včetně výměny filtrů a zkoušky"]


def test_how_many_items_there_are_is_no_description() -> None:
    page = "Item Name              Qty     Rate    Total\nBasmati rice             2      607     1214\n"
    page += "Total Items: 1   Total Quantity: 2\nSub Total:  1214\n"
    assert [line[0] for line in lines_of(page)] == ["Basmati rice"]


@pytest.mark.parametrize(
    ("row", "quantity"),
    [
        ("10 HG 31730 Mischer      4 ST     186,50     25      559,50", None),
        ("FR4 Chef Special         559,50", None),
        ("2 Chef Special           559,50", "2"),
    ],
)
def test_a_number_before_the_text_counts_only_where_no_other_does(row: str, quantity: str | None) -> None:
    assert [line[1] for line in lines_of(f"{row}\n\nSumme     559,50\n", kind="receipt")] == [quantity]


def test_the_day_of_a_single_item_is_no_description() -> None:
    page = "Datum     Leistung       Std.     Satz     Betrag\n02.02.    Beratung       2,00    90,00     180,00\n"
    assert [line[0] for line in lines_of(page + "\nSumme     180,00\n")] == ["Beratung"]


def test_a_percentage_under_rate_is_no_price() -> None:
    page = "Description           Basis      Rate      Amount\nCommission       250,000.00    3.57 %    8,925.00\n"
    page += "Handling                                   150.00\n\nTotal                                    9,075.00\n"
    assert [(line[0], line[2]) for line in lines_of(page)] == [("Commission", None), ("Handling", None)]


def test_the_titles_of_books_are_what_was_bought() -> None:
    page = "ISBN                 Titel              Anz.    Preis    Gesamt\n"
    page += "978-3-16-148410-0    Handbuch Fräsen       2    39,90     79,80\n\nSumme    79,80\n"
    assert lines_of(page) == [("Handbuch Fräsen", "2", "39.90", "79.80")]


def test_the_sign_of_a_product_is_no_unit() -> None:
    page = "Produkt        Menge    Einzelpreis    Gesamtpreis\nKaffee          2 x      EUR 14,90      EUR 29,80\n"
    lines = assemble(draw(HEAD + page + "\nGesamtsumme    EUR 29,80\n"), kind="invoice").document.lines
    assert [(str(line.quantity), line.unit) for line in lines] == [("2", None)]


def test_measures_before_the_texts_are_no_codes() -> None:
    rows = lines_of("500ML MILK     1.10\n250G BUTTER     2.30\n\nTOTAL     3.40\n", kind="receipt")
    assert [line[0] for line in rows] == ["500ML MILK", "250G BUTTER"]
