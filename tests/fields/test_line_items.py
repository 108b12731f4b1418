"""Line items among rows that look like them, and like which they look."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.fields import assemble

HEAD = "Bottega Alta Srl\nVia Roma 12\n20121 Milano\n\nScontrino\nData 18/03/2025\n\n"


def lines_of(page, kind="receipt"):
    document = assemble(draw(page), kind=kind).document
    return [(line.description, line.quantity and str(line.quantity), str(line.amount)) for line in document.lines]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Carta A4 D3   3.00\nPenna   2.00\n\nTotale   5.00\nContanti   5.00",
            [("Carta A4 D3", None, "3.00"), ("Penna", None, "2.00")],
        ),
        (
            "Carta bianca, 500 fogli\n3 x 1.00   3.00\nPenna   2.00\n\nTotale   5.00",
            [("Carta bianca, 500 fogli", "3", "3.00"), ("Penna", None, "2.00")],
        ),
        ("2 x Torta   4.00\n1 x The   2.00\n\nTotale   6.00", [("Torta", "2", "4.00"), ("The", "1", "2.00")]),
        ("Torta 4.00 kr.\nThe 2.00 kr.\n\nTotale 6.00 kr.", [("Torta", None, "4.00"), ("The", None, "2.00")]),
        (
            "Pane dolce\n20 3 FOR 1.19   0.80\nSacco   0.10\n\nTotale   0.90",
            [("Pane dolce", None, "0.80"), ("Sacco", None, "0.10")],
        ),
    ],
    ids=["paper-is-no-card", "paper-above-its-price", "short-goods", "currency-after", "price-for-several"],
)
def test_items_of_a_till(rows: str, expected: list[tuple[str, str | None, str]]):
    assert lines_of(HEAD + rows) == expected


def test_a_house_number_is_no_item():
    head = "Kávéház Kft.\nÁllomás tér 3\nNyugta\nKiállítás dátuma 2025-05-24\n\n"
    page = head + "Kávé   850\nTorta   1 200\n\nÖsszesen   2 050 Ft"
    assert lines_of(page) == [("Kávé", None, "850"), ("Torta", None, "1200")]


@pytest.mark.parametrize("heading", ["Celkem CZK", "Suma"], ids=["label-of-a-sum", "unknown"])
def test_the_last_column_holds_the_amounts(heading: str):
    table = f"Popis   Množství   Jedn. cena   {heading}\n\nLampa   2   50,00   100,00\nPapír   3   10,00   30,00\n\n"
    page = f"Lampy s.r.o.\nLipová 12\n\nFaktura\nČíslo faktury 17\nVystaveno 27.01.2024\n\n{table}Celkem CZK   130,00"
    assert [amount for *_, amount in lines_of(page, "invoice")] == ["100.00", "30.00"]


def test_a_charge_below_the_items_explains_the_subtotal():
    page = """
Oak Supplies Ltd
1 High Street

Invoice
Invoice no 17
Date 3 May 2026

Description                 Qty       Price      Amount
Shelf                         2       37.37       74.74

                       Delivery charge             2.24
                       Subtotal                   76.98
                       VAT 20%                    15.40
                       Total GBP                  92.38
"""
    document = assemble(draw(page)).document
    assert [str(line.amount) for line in document.lines] == ["74.74"]
    assert [str(charge.amount) for charge in document.charges] == ["2.24"]


def test_sums_in_a_row_belong_to_the_nearest_label():
    page = """
Eklund AB
Lindvägen 12
411 01 Göteborg

Faktura
Faktura nr 17
Fakturadatum 28 augusti 2025

Beskrivning                                    Antal       Pris       Summa SEK
Lampa                                              4     100,06          400,24

Summa exkl. moms   Moms 25 %   Summa att betala SEK   Öresavrundning   Kvar att betala SEK
          400,24      100,06                 500,30            -0,30                500,00
"""
    document = assemble(draw(page), kind="invoice").document
    assert (str(document.total), str(document.amount_due)) == ("500.30", "500.00")


def test_rows_below_the_total_leave_the_amount_due_open():
    head = "Oak Supplies Ltd\n1 High Street\n\nInvoice\nInvoice no 17\nDate 3 May 2026\nDue 3 June 2026\n\n"
    sums = "Subtotal   100.00\nVAT 20%   20.00\nTotal GBP   120.00\n"
    assert str(assemble(draw(head + sums)).document.amount_due) == "120.00"
    assert assemble(draw(head + sums + "Retenue   -20.00\nZu begleichen   100.00")).document.amount_due is None
