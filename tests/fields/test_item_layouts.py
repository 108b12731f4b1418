"""Where prices, discounts, texts and small tables of taxes stand in tables, and factors on a till's roll."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.checks.arithmetic.line_amount_differs import line_amount_differs
from invoice_ocr.checks.subject import Subject
from invoice_ocr.fields import assemble

Line = tuple[str | None, ...]

HEAD = "Alder Joinery Ltd\n12 Mill Lane\n\nInvoice\nInvoice No: 4711\nDate: 3 March 2026\n\n"

SHOP = "Gorse Stores\n5 Quay Road\n\n"


def document_of(page: str, kind: str = "invoice"):
    return assemble(draw((HEAD if kind == "invoice" else SHOP) + page.removeprefix("\n")), kind=kind).document


def lines_of(page: str, kind: str = "invoice") -> list[Line]:
    lines = document_of(page, kind).lines
    return [tuple(v and str(v) for v in (x.description, x.quantity, x.unit_price, x.amount)) for x in lines]


PRICE_CALLED_AMOUNT = """
Quantity     Description              Amount       Total
14           Truss hire               £18.00       £252.00
6            Chain hoist              £64.50       £387.00

Total:                                             £639.00
"""

SUM_TAKEN_OFF = """
Quantity   Details           Unit Price     Disc Amt     Net Amt     VAT %     VAT
2.00       Garden bench      189.00         37.80        340.20      20.00     68.04
12.00      Seed, 1 kg         34.50          0.00        414.00       0.00      0.00

Total Net Amount                                         754.20
Total VAT Amount                                          68.04
Invoice Total                                            822.24
"""

GROSS_AND_NET_PRICE = """
Réf.     Désignation      Qté     P.U. brut     Rem. %     P.U. net     Montant HT     TVA
CA5      Café moulu       10           9,84                    9,84          98,40     1
ES7      Essuie-mains     13          31,20      12,00        27,46         356,98     2

Total HT        455,38
TVA              76,80
Total TTC       532,18
"""

UNDER_THE_CODES = """
REF                      CONCEPTO      CANTIDAD     PRECIO     IMPORTE
Portada y contraportada                1            480,00     480,00
Maquetación                            9             30,00     270,00

Base imponible     750,00
IVA 21%            157,50
Total              907,50
"""

FIRST_TEXT_ABOVE = """
Item                    Qty     Rate      Amount
LUNCH BUFFET ADULT
                        2       17.99     35.98
MANGO LASSI             2        4.95      9.90

TOTAL                                     45.88
"""

TAXES_UNDER_ITEMS = """
Descripción               Cantidad     Valor Unitario     Importe
AGUA 20 L                 60            38.00             2,280.00
          Base            Impuesto     Tasa o Cuota       Importe
          2,166.00        IVA          16.0000%             346.56
REFRESCO COLA             15           312.40             4,686.00
          Base            Impuesto     Tasa o Cuota       Importe
          4,686.00        IVA          16.0000%             749.76
AZUCAR                     3         1,085.00             3,255.00
          Base            Impuesto     Tasa o Cuota       Importe
          3,255.00        IVA          16.0000%             520.80

Subtotal      10,221.00
IVA            1,617.12
Total         11,838.12
"""

AFTER_A_SUBTOTAL = """
Bezeichnung                    Betrag
Jahresabschluss              1.284,50
Steuererklärung                498,00
Zwischensumme                1.782,50
Entgelte für Post               20,00
Summe netto                  1.802,50
Umsatzsteuer 19 %              342,48
Gesamtbetrag                 2.144,98
"""

CHARGES_LISTED = """
PIECES     DESCRIPTION OF ARTICLES     WEIGHT     RATE      CHARGES
6          Hardwood mouldings          8,420      18.45     1,553.49
           DISCOUNT 12%                                      -186.42
           FUEL SURCHARGE                                     441.19
           LIMITED ACCESS FEE                                  62.50
TOTALS                                                     $1,870.76
"""


ONLY_CHARGES = """
PIECES     DESCRIPTION OF ARTICLES     WEIGHT     RATE      CHARGES
3          Dry pet food                3,175      24.10       765.18
           DISCOUNT 12%                                       -91.82
           FUEL SURCHARGE                                     222.67
TOTALS                                                       $896.03
"""

NUMBER_OF_EACH = """
Work done              No.     Each         VAT       Ex VAT
Deep clean             1       780.00       13.5%     780.00
Duct clean             1       1,250.00     13.5%     1,250.00
Filters                2       47.50        13.5%     95.00

Total ex VAT                                          2,125.00
VAT 13.5%                                               286.88
Total                                                 2,411.88
"""

PIECES_COUNTED = """
Item      Qty     S/Price     Amount     Tax
1762      1       7.95        7.95       SR
17MM COMB SPANNER
1041      2       15.90       31.80      SR
6 X 35 ROOFING SHEET
Total Qty         3           39.75
Total Sales (Inclusive of GST)  39.75
"""

MISREAD_PRODUCT = """
Qty     Item                  Price      Amount
NIPPY PAINT 1L WHITE
1       8901085445            28.90      28.90
SILICONE CLR
3       8901025487             9.90      29.78
Total                                    58.68
"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            PRICE_CALLED_AMOUNT,
            [("Truss hire", "14", "18.00", "252.00"), ("Chain hoist", "6", "64.50", "387.00")],
        ),
        (
            SUM_TAKEN_OFF,
            [("Garden bench", "2.00", "189.00", "340.20"), ("Seed, 1 kg", "12.00", "34.50", "414.00")],
        ),
        (
            GROSS_AND_NET_PRICE,
            [("Café moulu", "10", "9.84", "98.40"), ("Essuie-mains", "13", "31.20", "356.98")],
        ),
        (
            UNDER_THE_CODES,
            [("Portada y contraportada", "1", "480.00", "480.00"), ("Maquetación", "9", "30.00", "270.00")],
        ),
        (
            FIRST_TEXT_ABOVE,
            [("LUNCH BUFFET ADULT", "2", "17.99", "35.98"), ("MANGO LASSI", "2", "4.95", "9.90")],
        ),
        (
            TAXES_UNDER_ITEMS,
            [
                ("AGUA 20 L", "60", "38.00", "2280.00"),
                ("REFRESCO COLA", "15", "312.40", "4686.00"),
                ("AZUCAR", "3", "1085.00", "3255.00"),
            ],
        ),
        (
            AFTER_A_SUBTOTAL,
            [
                ("Jahresabschluss", None, None, "1284.50"),
                ("Steuererklärung", None, None, "498.00"),
                ("Entgelte für Post", None, None, "20.00"),
            ],
        ),
        (
            CHARGES_LISTED,
            [
                ("Hardwood mouldings", "8420", "18.45", "1553.49"),
                ("DISCOUNT 12%", None, None, "-186.42"),
                ("FUEL SURCHARGE", None, None, "441.19"),
                ("LIMITED ACCESS FEE", None, None, "62.50"),
            ],
        ),
        (
            ONLY_CHARGES,
            [
                ("Dry pet food", "3175", "24.10", "765.18"),
                ("DISCOUNT 12%", None, None, "-91.82"),
                ("FUEL SURCHARGE", None, None, "222.67"),
            ],
        ),
        (
            NUMBER_OF_EACH,
            [
                ("Deep clean", "1", "780.00", "780.00"),
                ("Duct clean", "1", "1250.00", "1250.00"),
                ("Filters", "2", "47.50", "95.00"),
            ],
        ),
        (
            PIECES_COUNTED,
            [("17MM COMB SPANNER", "1", "7.95", "7.95"), ("6 X 35 ROOFING SHEET", "2", "15.90", "31.80")],
        ),
        (
            MISREAD_PRODUCT,
            [("NIPPY PAINT 1L WHITE", "1", "28.90", "28.90"), ("SILICONE CLR", "3", "9.90", "29.78")],
        ),
    ],
    ids=[
        "price-called-amount",
        "sum-taken-off",
        "gross-and-net-price",
        "under-the-codes",
        "first-text-above",
        "taxes-under-items",
        "after-a-subtotal",
        "charges-listed",
        "only-charges",
        "number-of-each",
        "pieces-counted",
        "misread-product",
    ],
)
def test_columns_and_rows_of_a_table(page: str, expected: list[Line]):
    assert lines_of(page) == expected


def test_a_sum_taken_off_explains_the_amount():
    document = document_of(SUM_TAKEN_OFF)
    assert [[str(row.amount) for row in line.allowances] for line in document.lines] == [["37.80"], []]
    assert not list(line_amount_differs(Subject(document, "invoice")))


CODES_OVER_TEXTS = """
204008      12 EA     $3.98 EA
2x4x8 STUD             $47.76
PP-8        2 EA      $7.29 EA
PVC PRIMER             $14.58
SUB-TOTAL              $62.34
TAX                     $4.60
TOTAL                  $66.94
"""

GLUED_WEIGHT = """
KALE                    2.99 F
SALAD BAR
1.06lb @ $11.99/lb     12.71 T
CHICKEN SOUP
4 AT 1 FOR 1.26         5.04 N
TOTAL                  20.74
"""

NAMED_LIKE_A_PAYMENT = """
THE SALT ROAD           24.99
GIFT CARD WRAP
2 @ $5.95 ea            11.90
TOTAL                   36.89
CARD                    36.89
"""

BIG_CUP = """
Brot                     4,95 A
2 x 3,90
Cappuccino groß          7,80 B
Frühstück                9,80 A
SUMME                   22,55
"""

VOIDED = """
WHOLE MILK   007874235186 F      3.44 N
GUM          002200011442 F      2.18 N
** VOIDED ENTRY **
GUM          002200011442 F      2.18-N
990176 BATTERIES                17.49 A
0000351180 /990176               4.00-A
SUBTOTAL                        16.93
TAX                              1.01
TOTAL                           17.94
"""

CODED_ROWS = """
1.5002-0080 WIRE BINDING
34 LOOPS
6 X 4.0000              24.00 SR
2.5002-0004 PVC SHEET
3.5"x6"
12 X 0.8000              9.60 SR
3.9100-0007 CUTTING CHARGES
1 X 2.0000               2.00 SR
TOTAL                   35.60
"""

CODE_BEFORE_FACTORS = """
Lavender                £23.97 A
5012      3 @ £7.99 each
Compost                 £13.00 A
2207      2 @ £6.50 each
TOTAL                   £36.97
"""

DISCOUNT_OF_EACH = """
Cheese bread             4.15
Discount                -0.20
Green tea mochi          3.30
Discount                -0.16
Coffee toast             7.85
Discount                -0.39
Walnut bread             3.95
Discount                -0.19
Total                   18.31
"""

COUNT_BELOW = """
KIWI KNIFE               4.50
6851130050258   *2       9.00 SR
Mineral Water 6x1.25L
3068320113784   53.50*1  53.50 S
Item 2   Total with GST 6%   62.50
Total                    62.50
"""

AFTER_DISCOUNT = """
HERBY CONCENTRATE        47.70
SR 005820091     2x 26.5000
VIP Disc.  10.00%        -5.30
SUBTOTAL                 47.70
TOTAL                    47.70
"""

LIKE_A_SUM = """
Kopi
1x    2.20               2.20 SR
Teh
1x    2.20               2.20 SR
Cham
2x    2.20               4.40 SR
Total                    8.80
"""

PRICE_REPEATED = """
SUSHI 2.80
RM 2.80    2    0.00     5.60 SR
TUNA 1.80
RM 1.80    2    0.00     3.60 SR
Total                    9.20
"""

SIGN_BEFORE_MONEY = """
Amount due              INV-31
Work done
Mixer tap              $286.00
1×$286.00
Labour                 $423.50
3.5×$121.00
Total                  $709.50
"""

SENTENCE = """
Deep clean             780.00
Duct clean           1,250.00
Ex VAT 2,030.00 + VAT @ 13.5% 274.05 = Total 2,304.05
"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (CODES_OVER_TEXTS, [("2x4x8 STUD", "12", "3.98", "47.76"), ("PVC PRIMER", "2", "7.29", "14.58")]),
        (
            GLUED_WEIGHT,
            [
                ("KALE", None, None, "2.99"),
                ("SALAD BAR", "1.06", "11.99", "12.71"),
                ("CHICKEN SOUP", "4", "1.26", "5.04"),
            ],
        ),
        (NAMED_LIKE_A_PAYMENT, [("THE SALT ROAD", None, None, "24.99"), ("GIFT CARD WRAP", "2", "5.95", "11.90")]),
        (
            BIG_CUP,
            [
                ("Brot", None, None, "4.95"),
                ("Cappuccino groß", "2", "3.90", "7.80"),
                ("Frühstück", None, None, "9.80"),
            ],
        ),
        (
            VOIDED,
            [
                ("WHOLE MILK", None, None, "3.44"),
                ("GUM", None, None, "2.18"),
                ("GUM", None, None, "-2.18"),
                ("BATTERIES", None, None, "17.49"),
                ("0000351180 /990176", None, None, "-4.00"),
            ],
        ),
        (
            CODED_ROWS,
            [
                ("WIRE BINDING 34 LOOPS", "6", "4.0000", "24.00"),
                ('PVC SHEET 3.5"x6"', "12", "0.8000", "9.60"),
                ("CUTTING CHARGES", "1", "2.0000", "2.00"),
            ],
        ),
        (
            DISCOUNT_OF_EACH,
            [
                ("Cheese bread", None, None, "4.15"),
                ("Discount", None, None, "-0.20"),
                ("Green tea mochi", None, None, "3.30"),
                ("Discount", None, None, "-0.16"),
                ("Coffee toast", None, None, "7.85"),
                ("Discount", None, None, "-0.39"),
                ("Walnut bread", None, None, "3.95"),
                ("Discount", None, None, "-0.19"),
            ],
        ),
        (COUNT_BELOW, [("KIWI KNIFE", "2", "4.50", "9.00"), ("Mineral Water 6x1.25L", "1", "53.50", "53.50")]),
        (AFTER_DISCOUNT, [("HERBY CONCENTRATE", None, None, "47.70")]),
        (
            LIKE_A_SUM,
            [("Kopi", "1", "2.20", "2.20"), ("Teh", "1", "2.20", "2.20"), ("Cham", "2", "2.20", "4.40")],
        ),
        (PRICE_REPEATED, [("SUSHI", "2", "2.80", "5.60"), ("TUNA", "2", "1.80", "3.60")]),
        (CODE_BEFORE_FACTORS, [("Lavender", "3", "7.99", "23.97"), ("Compost", "2", "6.50", "13.00")]),
        (SIGN_BEFORE_MONEY, [("Mixer tap", "1", "286.00", "286.00"), ("Labour", "3.5", "121.00", "423.50")]),
        (SENTENCE, [("Deep clean", None, None, "780.00"), ("Duct clean", None, None, "1250.00")]),
    ],
    ids=[
        "codes-over-texts",
        "glued-weight",
        "named-like-a-payment",
        "big-cup",
        "voided",
        "coded-rows",
        "discount-of-each",
        "count-below",
        "after-discount",
        "like-a-sum",
        "price-repeated",
        "code-before-factors",
        "sign-before-money",
        "sentence",
    ],
)
def test_rows_of_a_roll(page: str, expected: list[Line]):
    assert lines_of(page, "receipt") == expected


TAKEN_OFF_BY_ANOTHER_NAME = """
Description      Qty     Unit price     Amount
Team plan        14      $18.00         $252.00
Audit log         1      $45.00          $45.00

Subtotal                                $297.00
FRIENDS10 (10% off)                     -$29.70
Total excluding tax                     $267.30
Sales tax 8.25%                          $22.05
Total                                   $289.35
"""


def test_taxes_of_single_items_are_no_tax_of_the_document():
    document = document_of(TAXES_UNDER_ITEMS)
    assert (str(document.subtotal), str(document.tax_total), str(document.total)) == ("10221.00", "1617.12", "11838.12")


def test_what_is_taken_off_by_another_name_than_that_of_a_discount():
    document = document_of(TAKEN_OFF_BY_ANOTHER_NAME)
    assert [str(row.amount) for row in document.allowances] == ["29.70"]
    assert (str(document.subtotal), str(document.tax_total), str(document.total)) == ("267.30", "22.05", "289.35")
