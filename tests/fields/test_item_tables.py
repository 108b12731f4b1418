"""Tables of items as they are laid out: headings, groups, pages, and where texts and numbers of an item stand."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.fields import assemble

HEAD = "Alder Joinery Ltd\n12 Mill Lane\n\nInvoice\nInvoice No: 4711\nDate: 3 March 2026\n\n"


def document_of(page: str, kind: str = "invoice", **how: object):
    return assemble(draw(page, **how), kind=kind).document


def lines_of(page: str, kind: str = "invoice", **how: object) -> list[tuple[str | None, str | None, str]]:
    lines = document_of(page, kind, **how).lines
    return [(line.description, line.quantity and str(line.quantity), str(line.amount)) for line in lines]


TWO_ROWS = """
Sıra   Mal Hizmet            Miktar     Birim      İskonto    İskonto        KDV       Mal Hizmet
No                                      Fiyat      Oranı      Tutarı         Oranı     Tutarı
1      Ahşap sandalye        10         100,00     %5,00      50,00          %20,00      950,00
2      Masa                  2          400,00     %0,00      0,00           %20,00      800,00

Mal Hizmet Toplam Tutarı     1.800,00 TL
Toplam İskonto                  50,00 TL
Hesaplanan KDV (%20)           350,00 TL
Ödenecek Tutar               2.100,00 TL
"""

BRACKETS = """
Description          Qty      Unit price     VAT rate     Unit price     Item subtotal
                              (excl. VAT)                 (incl. VAT)    (incl. VAT)
Oak shelf            2        £10.00         20%          £12.00         £24.00
Pine shelf           1        £5.00          20%          £6.00          £6.00

                                                          Invoice total  £30.00
"""

LEFT_HEADINGS = """
Codice   Descrizione        U.M.   Quantità      Prezzo unit.     Sc.%    Importo        IVA
VT5      Vite lunga         CF            12,00            10,00   40                 72,00    22
CA1      Cerniera           PZ            60,00             1,00   30                 42,00    22

                                          Totale imponibile     114,00
                                          IVA 22%                25,08
                                          Totale documento      139,08
"""

NET_BESIDE_TOTAL = """
Označení dodávky      Počet m.j.    Cena za m.j.    DPH %    Bez DPH     DPH       Celkem
Dveře                 2 ks          500,00          21       1 000,00    210,00    1 210,00
Kliky                 4 ks          50,00           21         200,00     42,00      242,00

Základ daně 21 %      1 200,00
DPH 21 %                252,00
Celkem k úhradě       1 452,00 Kč
"""

TAX_IN_AMOUNT = """
Item                 Qty      Price       Tax      Discount     Amount
Coffee beans         24       $10.00      13%      -            $271.20
Freight              2        $50.00      13%      -            $113.00
Call-out fee         1        $80.00      13%      -            $90.40
Survey               2        $10.00      13%      -            $22.60
Gravel               4        $5.00       13%      -            $22.60
Mulch                6        $5.00       13%      -            $33.90

                                          Grand Total           $553.70
"""

GROUPS = """
Item Description          Quantity      Unit Price      Total
Stage 1 – Preparation
Site survey               4 hrs         $50.00          $200.00
Fencing                   2 ea          $30.00          $60.00
Subtotal                                                $260.00
Stage 2 – Planting
Hedge plants              10 ea         $7.00           $70.00
Subtotal                                                $70.00
Variations
Mulch                     3 bag         $10.00          $30.00
Subtotal                                                $30.00
Tax                                                     $36.00
Total                                                   $396.00
"""

TWO_PAGES = """
Description               Qty        Unit price      Amount
Oak board                 4          50.00           200.00
Pine board                2          30.00           60.00
---page---
Alder Joinery Ltd                                    Page 2
Glue                      10         7.00            70.00
Screws                    3          10.00           30.00

                          Subtotal                   360.00
                          VAT 20%                    72.00
                          Total                      432.00
"""

TEXTS_OVER_NUMBERS = """
QTY      ITEMS & DESCRIPTION         PRICE      AMOUNT
         Steel bracket
1        Delivered remotely          1.50       1.50
         Poster print
12                                   10.00      120.00
         Tree removal
2        Rush order                  50.00      100.00

                                     Total      221.50
"""

NEIGHBOURING_ROWS = """
Item                       Qty        Unit price      Total
Senior electrician                    46.40
                           5 hrs                      232.00 SGD
as agreed                             SGD
Steel bracket                         1.50
                           10 ea                      15.00 SGD
incl. materials                       SGD

                           Grand Total                247.00 SGD
"""

CENTRED_HEADING = """
Quantity                Details               Unit Price      Net Amount
2.00        Sticky notes                      9.00            18.00
10.00       Mesh chair with headrest          20.00           200.00

                                      Total Net Amount        218.00
                                      Total Tax Amount        43.60
                                      Invoice Total           261.60
"""

NAME_IN_FIRST_COLUMN = """
Item             Description                   Unit cost      Quantity      Line total
Copywriting      Landing pages                 $79.00         2             $158.00
Stock photos     Twelve images                 $50.00         1             $50.00

                                               Total                        $208.00
"""

FOOT_OF_THREE = """
Megnevezés         Mennyiség      Nettó egységár      Nettó ár      ÁFA      ÁFA érték      Bruttó ár
Sövénynyírás       4 óra          1 000               4 000         27%      1 080          5 080
Fűnyírás           2 óra          3 000               6 000         27%      1 620          7 620
Összesen                                              10 000                 2 700          12 700

Fizetendő összesen:                                                                         12 700 Ft
"""

BLOCKS = """
QTY      ITEM                        PRICE      AMOUNT

         Steel bracket
1                                    1.50       1.50
         Delivered remotely

         Poster print
12                                   10.00      120.00
         On matte paper

                                     Total      121.50
"""

HEADING_OF_TWO_WORDS = """
#    ITEM TITLES              HSN      QTY      RATE      TOTAL
1    Paper for copiers A4     4802     5        10.00     50.00
2    Ghee in tin              0405     1        20.00     20.00

                                       Total              70.00
"""

DANFE = """
CÓDIGO   DESCRIÇÃO DOS PRODUTOS / SERVIÇOS   NCM/SH     CST   CFOP   UN.   QTD.     V.UNIT.    V.TOTAL   %ICMS
1007     CABO AZUL                           85444900   000   5102   RL    2,0000   189,5000   379,00    18,00
1014     LUMINARIA                           94051190   000   5102   UN    6,0000    42,3000   253,80    18,00

VALOR TOTAL DA NOTA   632,80
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (TWO_ROWS, [("Ahşap sandalye", "10", "950.00"), ("Masa", "2", "800.00")]),
        (BRACKETS, [("Oak shelf", "2", "24.00"), ("Pine shelf", "1", "6.00")]),
        (LEFT_HEADINGS, [("Vite lunga", "12.00", "72.00"), ("Cerniera", "60.00", "42.00")]),
        (NET_BESIDE_TOTAL, [("Dveře", "2", "1000.00"), ("Kliky", "4", "200.00")]),
        (
            TAX_IN_AMOUNT,
            [
                ("Coffee beans", "24", "271.20"),
                ("Freight", "2", "113.00"),
                ("Call-out fee", "1", "90.40"),
                ("Survey", "2", "22.60"),
                ("Gravel", "4", "22.60"),
                ("Mulch", "6", "33.90"),
            ],
        ),
        (
            GROUPS,
            [
                ("Site survey", "4", "200.00"),
                ("Fencing", "2", "60.00"),
                ("Hedge plants", "10", "70.00"),
                ("Mulch", "3", "30.00"),
            ],
        ),
        (
            TWO_PAGES,
            [
                ("Oak board", "4", "200.00"),
                ("Pine board", "2", "60.00"),
                ("Glue", "10", "70.00"),
                ("Screws", "3", "30.00"),
            ],
        ),
        (
            TEXTS_OVER_NUMBERS,
            [
                ("Steel bracket Delivered remotely", "1", "1.50"),
                ("Poster print", "12", "120.00"),
                ("Tree removal Rush order", "2", "100.00"),
            ],
        ),
        (
            NEIGHBOURING_ROWS,
            [("Senior electrician as agreed", "5", "232.00"), ("Steel bracket incl. materials", "10", "15.00")],
        ),
        (CENTRED_HEADING, [("Sticky notes", "2.00", "18.00"), ("Mesh chair with headrest", "10.00", "200.00")]),
        (
            NAME_IN_FIRST_COLUMN,
            [("Copywriting Landing pages", "2", "158.00"), ("Stock photos Twelve images", "1", "50.00")],
        ),
        (FOOT_OF_THREE, [("Sövénynyírás", "4", "4000"), ("Fűnyírás", "2", "6000")]),
        (BLOCKS, [("Steel bracket Delivered remotely", "1", "1.50"), ("Poster print On matte paper", "12", "120.00")]),
        (HEADING_OF_TWO_WORDS, [("Paper for copiers A4", "5", "50.00"), ("Ghee in tin", "1", "20.00")]),
        (DANFE, [("CABO AZUL", "2.0000", "379.00"), ("LUMINARIA", "6.0000", "253.80")]),
    ],
    ids=[
        "headings-on-two-rows",
        "headings-with-brackets-under-them",
        "headings-at-the-left",
        "net-beside-total",
        "amounts-with-tax",
        "groups-with-sums",
        "second-page-without-headings",
        "texts-over-numbers",
        "numbers-in-neighbouring-rows",
        "centred-heading",
        "name-in-the-first-column",
        "foot-with-three-sums",
        "blocks-of-three-rows",
        "heading-of-two-words",
        "danfe",
    ],
)
def test_items_of_a_table(table: str, expected: list[tuple[str | None, str | None, str]]):
    assert lines_of(HEAD + table.removeprefix("\n"), source="textlayer") == expected


def test_the_sums_of_groups_are_not_those_of_the_document():
    document = document_of(HEAD + GROUPS, source="textlayer")
    assert (str(document.total), str(document.tax_total)) == ("396.00", "36.00")
    assert document.subtotal is None


def test_what_follows_the_total_is_no_item():
    table = "Description   Qty   Unit price   Amount\n\nShelf   2   50.00   100.00\n\nTotal   2   50.00   100.00\n"
    page = HEAD + table + "\nDeposit   1   40.00   40.00\n"
    assert lines_of(page, source="textlayer") == [("Shelf", "2", "100.00")]


def test_the_price_is_the_one_that_makes_the_amount():
    lines = document_of(HEAD + BRACKETS, source="textlayer").lines
    assert [str(line.unit_price) for line in lines] == ["12.00", "6.00"]


def test_a_discount_of_a_line_is_told():
    lines = document_of(HEAD + TWO_ROWS, source="textlayer").lines
    assert [[str(row.amount) for row in line.allowances] for line in lines] == [["50.00"], []]


def test_numbers_run_together_with_the_text_stand_under_their_headings():
    table = (
        "Description           Qty         Unit price      VAT      Amount\n"
        "Oak shelf             2           10.00           20%      20.00\n"
        "Pine shelf painted on 14 pcs      5.00            20%      70.00\n\n"
        "                      Subtotal                             90.00\n"
        "                      VAT 20%                              18.00\n"
        "                      Total                               108.00\n"
    )
    assert lines_of(HEAD + table)[1] == ("Pine shelf painted on", "14", "70.00")


UNITS_UNDER_NAMES = """
001 5611 SALADA
1 UN x 24,90   24,90
002 8994 PAO DOCE
2 UN x 6,50   13,00

VALOR TOTAL R$   37,90
Dinheiro   37,90
"""

WEIGHED = """
Muesli   5.50
Dog food   18.50
Apples
1.280 kg NET @ $5.00/kg   6.40

3 SUBTOTAL   $30.40
TOTAL   $30.40
"""

WEIGHED_IN_TABLE = """
Descripción                 P. Unit      Importe
2 ACEITE                    8,95         17,90
1 PAN                                     0,95
1 TOMATE
   0,500 kg   2,00 €/kg                   1,00

TOTAL (€)                                19,85
TARJETA                                  19,85
"""

CODES_UNDER_NAMES = """
Qty   Item             Price     Amount
PVC ELBOW
1     8901639153        1.20       1.20
SILICONE CLEAR
3     8901916797        9.90      29.70
Rounding Adj                       0.00

Total (RM)                        30.90
Cash                              50.00
Change                            19.10
"""

SUMMARY_ABOVE = """
Importe factura   50,00 €

Por potencia   15,00 €
Por energía   35,00 €
Total importe factura   50,00 €

Detalle
Potencia facturada   30 días × 0,500000   15,00 €
Energía consumida   200 kWh × 0,150000   30,00 €
Impuesto de electricidad   5,00 €
Base imponible   50,00 €
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (UNITS_UNDER_NAMES, [("SALADA", "1", "24.90"), ("PAO DOCE", "2", "13.00")]),
        (WEIGHED, [("Muesli", None, "5.50"), ("Dog food", None, "18.50"), ("Apples", "1.280", "6.40")]),
        (WEIGHED_IN_TABLE, [("ACEITE", "2", "17.90"), ("PAN", "1", "0.95"), ("1 TOMATE", "0.500", "1.00")]),
        (CODES_UNDER_NAMES, [("PVC ELBOW", "1", "1.20"), ("SILICONE CLEAR", "3", "29.70")]),
        (
            SUMMARY_ABOVE,
            [
                ("Potencia facturada", "30", "15.00"),
                ("Energía consumida", "200", "30.00"),
                ("Impuesto de electricidad", None, "5.00"),
            ],
        ),
    ],
    ids=["units-under-names", "weighed", "weighed-in-a-table", "codes-under-names", "summary-above-the-items"],
)
def test_items_whose_texts_stand_elsewhere(rows: str, expected: list[tuple[str | None, str | None, str]]):
    found = lines_of("Casa Olmo SL\nCalle Real 3\n\n" + rows.removeprefix("\n"), "receipt")
    assert [(got[0] or "", *got[1:]) for got in found] == expected
