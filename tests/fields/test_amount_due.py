"""The total is due where the page asks for it and nothing says that it was paid, or how; else nobody knows."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble

HEAD = "Fen Bicycles Ltd\n4 Mill Road\nCambridge CB1 2AD\n\nInvoice No: A17\nDate: 14 May 2026\n"
ROWS = "\nDescription      Qty   Unit Price   Amount\nSaddle             2        20.00    40.00\n\n"
FOOT = "Total   40.00\n\nIBAN: GB33BUKB20201555555555\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", "40.00"),
        ("Terms: 30 days", "40.00"),
        ("We accept Visa and Mastercard.", "40.00"),
        ("Please pay the given amount.", "40.00"),
        ("Payment method:", "40.00"),
        ("Payment method: Bank transfer", "40.00"),
        ("RECEIVED", "40.00"),
        ("If you have already paid, please ignore this letter.", "40.00"),
        ("The amount must be paid within 14 days.", "40.00"),
        ("Amount due   40.00", "40.00"),
        ("Amount paid   40.00\nAmount due   0.00", "0.00"),
        ("PAID", "none"),
        ("Paid in full, thank you", "none"),
        ("This invoice was paid on 14 May.", "none"),
        ("Paid by Visa", "none"),
        ("Payment method: Visa", "none"),
        ("Payment method   Cash", "none"),
        ("Visa   **** 4242", "none"),
        ("RECEIPT", "none"),
        ("Amount paid   40.00", "none"),
        ("Rechnung dankend erhalten", "none"),
        ("Facture acquittée", "none"),
    ],
)
def test_due(rows: str, expected: str):
    draft = assemble(draw(f"{HEAD}{ROWS}{FOOT}{rows}", sheet=True), kind="invoice")
    assert value_at(draft.document, "total") == "40.00"
    assert value_at(draft.document, "amount_due") == expected


def test_a_credit_note_asks_for_nothing():
    page = f"CREDIT NOTE\n{HEAD}{ROWS}{FOOT}"
    assert value_at(assemble(draw(page, sheet=True)).document, "amount_due") == "none"


@pytest.mark.parametrize(("row", "expected"), [("Vencimento: 30/06/2026", "5.00"), ("Validade: 30/06/2026", "none")])
def test_only_a_day_of_payment_asks_for_one(row: str, expected: str):
    page = f"Padaria Alta Lda\nFatura n. 17\nData: 14/05/2026\n{row}\n\nTotal   5,00"
    assert value_at(assemble(draw(page), kind="invoice").document, "amount_due") == expected


@pytest.mark.parametrize(("label", "rows"), [("Ritenuta d'acconto 15 %", ["-15.00"]), ("Acconto", [])])
def test_what_lies_between_the_total_and_the_amount_due(label: str, rows: list[str]):
    page = f"""
Falegnameria Bosco S.r.l.
Via Roma 12
20121 Milano MI
P.IVA IT82894730272

Fattura
Numero fattura 17
Data 24 aprile 2025

Imponibile                 100.00
Imposta                     22.00
Totale fattura             122.00
{label:24} -15.00
Totale da pagare           107.00
"""
    document = assemble(draw(page), kind="invoice").document
    assert (str(document.total), str(document.amount_due)) == ("122.00", "107.00")
    assert [str(tax.amount) for tax in document.taxes] == rows
    assert str(document.amount_paid) == ("None" if rows else "15.00")
