"""Discounts of items, and items whose columns, units and days are printed in unusual ways."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.checks.arithmetic.line_amount_differs import line_amount_differs
from invoice_ocr.checks.subject import Subject
from invoice_ocr.fields import assemble
from invoice_ocr.fields.items.headers import find_headers
from invoice_ocr.fields.items.table import read_tables
from invoice_ocr.fields.page.scan import scan

HEAD = "Alder Joinery Ltd\n12 Mill Lane\n\nInvoice\nInvoice No: 4711\nDate: 3 March 2026\n\n"


def document_of(page: str, kind: str = "invoice", **how: object):
    return assemble(draw(page, **how), kind=kind).document


def lines_of(page: str, kind: str = "invoice", **how: object) -> list[tuple[str | None, str | None, str]]:
    lines = document_of(page, kind, **how).lines
    return [(line.description, line.quantity and str(line.quantity), str(line.amount)) for line in lines]


RATES_ALONE = """
Item     Material       Qty        UoM     Unit Price      Disc %        Net Value
000010   PP SHEET       12.000     EA        2,298.36        5.00        26,201.30
000020   WELDING ROD     2.000     KG          102.10        0.00           204.20
000030   COUPLER         4.000     EA          302.15       10.00         1,087.74

Total net value                                                          27,493.24
VAT 15%                                                                   4,123.99
Final amount                                                             31,617.23
"""


def test_a_discount_that_only_its_percentage_tells_makes_the_amount():
    result = assemble(draw(HEAD + RATES_ALONE, source="textlayer"), kind="invoice")
    lines = result.document.lines
    assert [[(str(row.rate), row.amount) for row in line.allowances] for line in lines] == [
        [("5.00", None)],
        [],
        [("10.00", None)],
    ]
    assert not list(line_amount_differs(Subject(result.document, "invoice")))


@pytest.mark.parametrize("misread", ["26,281.30", "25,201.30", "26,201.80"])
def test_a_percentage_explains_no_misread_amount(misread: str):
    page = HEAD + RATES_ALONE.replace("26,201.30", misread)
    document = document_of(page, source="textlayer")
    assert document.lines[0].allowances == ()
    assert len(list(line_amount_differs(Subject(document, "invoice")))) == 1


def test_two_percentages_are_taken_off_one_after_the_other():
    page = HEAD + (
        "Item       Qty      Unit price     Disc %    Disc 2 %    Amount\n"
        "Shelf      10       20.00          10        5           171.00\n"
        "Table       2       40.00          10                     72.00\n\n"
        "Subtotal                                                 243.00\n"
        "VAT 20%                                                   48.60\n"
        "Total                                                    291.60\n"
    )
    lines = document_of(page, source="textlayer").lines
    assert [[str(row.rate) for row in line.allowances] for line in lines] == [["10", "5"], ["10"]]


def test_a_column_of_unknown_heading_holds_discounts_where_they_make_the_amounts():
    page = HEAD + (
        "Item       Qty      Unit price     Zorg %    Amount\n"
        "Shelf      10       20.00          10        180.00\n"
        "Table       2       40.00                     80.00\n\n"
        "Subtotal                                     260.00\n"
        "VAT 20%                                       52.00\n"
        "Total                                        312.00\n"
    )
    lines = document_of(page, source="textlayer").lines
    assert [[str(row.rate) for row in line.allowances] for line in lines] == [["10"], []]


def test_items_go_on_after_a_group_with_one_that_has_a_discount():
    page = HEAD + (
        "Item            Qty      Price       Discount    Amount\n"
        "Repair          8        12.40                    99.20\n"
        "Cleaning        5        12.40                    62.00\n"
        "Total labour                                     161.20\n"
        "Winter tyres    4        84.03       5 %         319.31\n"
        "Weights         4         2.10                     8.40\n"
        "Total parts                                      327.71\n\n"
        "Net amount                                       488.91\n"
        "VAT 20%                                           97.78\n"
        "Total                                            586.69\n"
    )
    assert [line[0] for line in lines_of(page, source="textlayer")] == [
        "Repair",
        "Cleaning",
        "Winter tyres",
        "Weights",
    ]


def test_a_unit_that_runs_together_with_the_text_is_parted_from_it():
    page = HEAD + (
        "Item     Quantity     Unit  Description             Unit price     Amount\n"
        "1        1.0          hours Garden bench 60x40      38.45          38.45\n"
        "2        24.0         pcs   Pest inspection         181.50         4,356.00\n\n"
        "Total                                                           4,394.45\n"
    )
    lines = document_of(page, source="textlayer").lines
    assert [(line.unit, line.description) for line in lines] == [
        ("hours", "Garden bench 60x40"),
        ("pcs", "Pest inspection"),
    ]


def test_a_text_under_a_centred_heading_stays_whole():
    page = HEAD + (
        "Quantity            Details            Unit Price     Net Amount\n"
        "12.00      Conduit, 4 m length each    4.43           53.16\n"
        "10.00      Downlight 9W tri-colour     12.72          127.20\n\n"
        "Total                                                180.36\n"
    )
    assert [line[0] for line in lines_of(page, source="textlayer")] == [
        "Conduit, 4 m length each",
        "Downlight 9W tri-colour",
    ]


def test_the_first_column_of_unknown_heading_holds_the_texts():
    page = HEAD + (
        "Zorgwaar                  Qty      Unit price     VAT      Amount\n"
        "Bookkeeping 3rd quarter   1        840.00         17%      840.00\n"
        "Declaration               2         80.00         17%      160.00\n\n"
        "Subtotal                                                 1,000.00\n"
        "VAT 17%                                                    170.00\n"
        "Total                                                    1,170.00\n"
    )
    assert [line[0] for line in lines_of(page, source="textlayer")] == ["Bookkeeping 3rd quarter", "Declaration"]


def test_headings_in_two_languages_head_one_table():
    page = HEAD + (
        "Lp. /  Nazwa /       Stawka VAT /  Ilość /    Cena jedn.    Wartość                      Wartość\n"
        "Pos.   Description   VAT rate      Quantity   netto / Net   netto / Net   Kwota VAT /    brutto / Gross\n"
        "                                              price         amount        VAT amount     amount\n"
        "1.     Transport     23%           8          1 240,00      9 920,00      2 281,60       12 201,60\n"
        "2.     Papier        23%           12         26,81         321,72        74,00          395,72\n\n"
        "Razem netto              10 241,72\n"
        "VAT 23%                   2 355,60\n"
        "Do zapłaty               12 597,32\n"
    )
    lines = document_of(page, source="textlayer").lines
    assert [(str(line.unit_price), str(line.amount)) for line in lines] == [("1240.00", "9920.00"), ("26.81", "321.72")]


def test_the_foot_may_count_the_pieces_and_the_tax_before_the_total():
    page = HEAD + (
        "#     Item names      HSN      Qty      Rate      Total\n"
        "1     Basmati rice    1006     5 BOX    300       1575\n"
        "2     Cotton kurta    6204     1 BOX    800       840\n"
        "      Total                    6        ₹115      ₹2415\n\n"
        "Invoice Amount In Words         Sub Total without Tax     ₹2300\n"
        "Two Thousand Four Hundred       IGST                       ₹115\n"
        "                                TOTAL AMOUNT              ₹2415\n"
        "                                Balance                   ₹2415\n"
    )
    found = scan(draw(page, source="textlayer"))
    (table,) = read_tables(found, find_headers(found))
    assert [item.texts[0].text for item in table.items] == ["Basmati rice", "Cotton kurta"]


def test_a_row_called_total_that_adds_nothing_up_ends_no_table():
    page = HEAD + (
        "#     Item names      Qty      Rate      Amount\n"
        "1     Shelf           2        50.00     100.00\n"
        "2     Total care kit  1        80.00      80.00\n"
        "3     Table           1        20.00      20.00\n\n"
        "Total                                    200.00\n"
    )
    assert len(lines_of(page, source="textlayer")) == 3


def test_columns_without_and_with_tax_are_headed_by_a_word_each():
    page = HEAD + (
        "Description          Excl          VAT          Incl\n"
        "Basic rent           7 950.00      1 192.50     9 142.50\n"
        "Marketing fund         397.50         59.63       457.13\n"
        "TOTAL FOR THE MONTH  8 347.50      1 252.13     9 599.63\n"
    )
    assert lines_of(page, source="textlayer") == [
        ("Basic rent", None, "7950.00"),
        ("Marketing fund", None, "397.50"),
    ]


def test_the_base_of_a_tax_ends_the_items_of_a_receipt():
    page = (
        "APTEKA POD BRZOZA\nul. Lipowa 14\n31-146 Krakow\n2026-03-03\nPARAGON FISKALNY\n"
        "KREM DO RAK   1 x12,49   12,49A\nSYROP   2 x26,50   53,00B\n"
        "SPRZEDAZ OPODATKOWANA A   12,49\nPTU A 23,00 %   2,34\n"
        "SPRZEDAZ OPODATKOWANA B   53,00\nPTU B 8,00 %   3,93\nSUMA PTU   6,27\nSUMA PLN   65,49\n"
    )
    assert [line[2] for line in lines_of(page, "receipt")] == ["12.49", "53.00"]


def test_the_sum_of_a_group_under_a_repeated_heading_is_no_subtotal():
    head = "Item            Quantity     Unit price     Total\n"
    page = HEAD + (
        f"{head}Stage 1\nChair           1            231.60         231.60\n"
        "Bracket         24           1.49            35.76\nSubtotal                                    267.36\n"
        "Stage 2\nPanel           2            40.00           80.00\n"
        "Poster          1            20.00           20.00\n"
        f"{head}Subtotal                                    100.00\n"
        "Variations\nFreight         2            48.00           96.00\n"
        "Labour          1            50.00           50.00\n"
        "Subtotal                                    146.00\n"
        "Tax                                          51.34\nTotal                                       564.70\n"
    )
    document = document_of(page, source="textlayer")
    assert (len(document.lines), document.subtotal, str(document.total)) == (6, None, "564.70")


@pytest.mark.parametrize("words", ["Net 30 days", "30 jours", "30 Tage", "30 giorni"])
def test_a_number_of_days_is_no_amount_due(words: str):
    page = (
        HEAD
        + f"Balance due: {words}\n\nShelf   2   50.00   100.00\n\nSubtotal   100.00\nVAT 20%   20.00\nTotal   120.00\n"
    )
    assert str(document_of(page).amount_due) != "30"


DISCOUNT_ROWS = """
HSN    Particulars       MRP        Qty     Value
7319   Toor Dal          175.00     2       350.00
       Disc                                 -70.00
9917   Bedsheet          1,299.00   1       1,299.00
7753   Frock             599.00     1       599.00
       Disc                                 -59.90

Net Payable                                 2,118.10
"""


def test_a_discount_below_an_item_ends_no_table():
    lines = lines_of(HEAD + DISCOUNT_ROWS, source="textlayer")
    assert [line[2] for line in lines] == ["350.00", "-70.00", "1299.00", "599.00"]


def test_a_discount_below_the_last_item_is_one_of_the_document():
    document = document_of(HEAD + DISCOUNT_ROWS, source="textlayer")
    assert [str(row.amount) for row in document.allowances] == ["59.90"]


def test_what_an_item_costs_after_its_discount_is_its_amount():
    page = (
        "HOLLINGS STORE\n40 Mall Road\nOmaha\n05/05/2026 5:50 PM\n"
        "101885901900 Dutch Oven   129.99\n942918592100 Silk Scarf   58.00\n40% Off Sale   -23.20\nYour Price   34.80\n"
        "551702783589 Leather Belt   27.00\n"
        "SUBTOTAL   191.79\nSALES TAX 7%   13.43\nTOTAL   $205.22\n"
    )
    assert [line[2] for line in lines_of(page, "receipt")] == ["129.99", "34.80", "27.00"]
    first = page.replace("101885901900 Dutch Oven   129.99\n", "").replace("191.79", "61.80").replace("205.22", "75.23")
    assert [line[2] for line in lines_of(first, "receipt")] == ["34.80", "27.00"]


def test_a_date_at_the_left_of_the_headings_is_of_another_block():
    page = (
        "Alder Joinery Ltd\n12 Mill Lane\n\nCredit note\nCredit note no: CN-4711\n"
        "Date: 3 March 2026\n\n"
        "13 May 2025      Code         Returned goods       Qty     Price     VAT     Credit\n"
        "VAT no.          TON-24       Toner cartridge      2       41.85     20%     83.70\n"
        "GB 910 5656 39\n"
        "                 PAP-A4       Copier paper         3       18.38     20%     55.14\n\n"
        "                                            Net                     138.84\n"
        "                                            VAT 20%                  27.77\n"
        "                                            Total                   166.61\n"
    )
    assert [line[2] for line in lines_of(page, source="textlayer")] == ["83.70", "55.14"]


def test_a_percent_sign_in_a_column_of_its_own_makes_a_rate():
    page = HEAD + (
        "Item          Price      Quantity     Total\nShelf         50.00      2            100.00\n"
        "Table         80.00      1            80.00\n\n"
        "SubTotal:                180.00    EUR\nVAT:                     20        %\n"
        "Total:                   216.00    EUR\n"
    )
    found = scan(draw(page, source="textlayer"))
    assert [str(rate.value) for rate in found.rates] == ["20"]
    assert "20" not in {amount.text for amount in found.amounts}


HOTEL = """
Date       Description                 Charges
11/24      Room Charge                 215.00
11/24      State Sales Tax 8.6%         18.49
11/25      Room Charge                 215.00
11/25      State Sales Tax 8.6%         18.49
11/26      Visa ...4938               -466.98
Room & Incidentals                     430.00
Total Taxes                             36.98
TOTAL CHARGES                         $466.98
"""


@pytest.mark.parametrize("heading", ["Date       Description                 Charges", ""])
def test_taxes_and_payments_between_the_charges_of_days_are_no_items(heading: str):
    page = HEAD + HOTEL.replace("Date       Description                 Charges", heading)
    assert [line[2] for line in lines_of(page, source="textlayer")] == ["215.00", "215.00"]


def test_a_text_that_begins_left_of_its_heading_is_parted_from_the_unit():
    page = HEAD + (
        "QTY    UNIT               ARTICLES                UNIT PRICE     AMOUNT\n"
        "2      box Hanging suspension files, box 50        30.77          61.54\n"
        "5      ea Desk lamp dimmable                       30.57         152.85\n\n"
        "Total                                                           214.39\n"
    )
    lines = document_of(page, source="textlayer").lines
    assert [(line.unit, line.description) for line in lines] == [
        ("box", "Hanging suspension files, box 50"),
        ("ea", "Desk lamp dimmable"),
    ]


def test_an_unknown_word_before_the_heading_of_the_texts_is_a_part_of_it():
    page = HEAD + (
        "Zorga/teeling nimetus             Kogus     Hind      Summa\n"
        "Terrassilaud kuusk                240       3.65      876.00\n"
        "Transport                         1         85.00      85.00\n\n"
        "Total                                                 961.00\n"
    )
    assert [line[0] for line in lines_of(page, source="textlayer")] == ["Terrassilaud kuusk", "Transport"]


def test_a_second_text_beside_the_unit_is_the_description():
    page = HEAD + (
        "QTY    UNIT               ARTICLES            UNIT PRICE     AMOUNT\n"
        "20     reams     Bond paper A4 80gsm           245.00         4,900.00\n"
        "6      pcs       Toner compatible              1,350.00       8,100.00\n\n"
        "Total                                                      13,000.00\n"
    )
    lines = document_of(page, source="textlayer").lines
    assert [(line.unit, line.description) for line in lines] == [
        ("reams", "Bond paper A4 80gsm"),
        ("pcs", "Toner compatible"),
    ]
