"""Numbers with spaces in them, in two lines, by the title, in a series, and those of a fiscal device."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble
from invoice_ocr.pipeline.decision import PROMISED, most_doubt

HEAD = "Oakfield Joinery Ltd\n3 Mill Lane\nLeeds\n\n"
ROWS = "\n\nDescription   Qty   Price   Amount\nTea   1   105.00   105.00\nCake   1   203.00   203.00\n\nTotal   308.00"
ACCEPTED = 1 - most_doubt(PROMISED)


def number_of(meta: str) -> str:
    return value_at(assemble(draw(HEAD + meta + ROWS, sheet=True), kind="invoice").document, "number")


@pytest.mark.parametrize(
    ("meta", "number"),
    [
        ("Invoice number   9104 2208 7741 08", "9104 2208 7741 08"),
        ("Invoice number\n1562 7141 246", "1562 7141 246"),
        ("Factuurnummer   Factuurdatum\n2025 / 367      19/08/2025", "2025/367"),
        ("Invoice number   Date\nR 604 218         19/08/2025", "R 604 218"),
        ("Invoice number   4711 12.05.2026", "4711"),
        ("Invoice number   4711 Customer 12", "4711"),
        ("Faktura FV 14/06/2025\nData wystawienia   2025-06-05", "FV 14/06/2025"),
        ("Faktura nr 3/11/2024\nData wystawienia   2024-11-05", "3/11/2024"),
    ],
)
def test_spaces_and_months_in_numbers(meta: str, number: str):
    assert number_of(meta) == number


def test_a_number_that_reads_as_a_date_is_no_date():
    draft = assemble(draw(f"{HEAD}Faktura FV 14/06/2025\nWystawiono 05.06.2025{ROWS}"), kind="invoice")
    assert value_at(draft.document, "issue_date") == "2025-06-05"
    assert not any(other.value == "2025-06-14" for other in draft.leftovers)


@pytest.mark.parametrize(
    "meta",
    [
        "Invoice date     Invoice no\n12 May 2026      INV-20260512-\n                 9727",
        "Name: Ann Lee     Invoice     INV-20260512-\n                  No:         9727",
    ],
)
def test_a_number_that_goes_on_in_the_line_below(meta: str):
    assert number_of(meta) == "INV-20260512-9727"


def test_a_number_whose_end_is_not_found_is_not_sure():
    draft = assemble(draw(f"{HEAD}Invoice no   INV-20260512-\n\nDate   12 May 2026{ROWS}"), kind="invoice")
    assert draft.document.number is None or draft.evidence["number"].confidence < ACCEPTED


@pytest.mark.parametrize(
    ("meta", "number"),
    [
        ("KOSTENNOTE GZ 1188/25-R1", "GZ 1188/25-R1"),
        ("FACTURE N° F2026-077", "F2026-077"),
        ("FACTUREN°F2026-077", "F2026-077"),
        ("Invoice No#:   2026051", "2026051"),
        ("Original invoice #2026070152\nOrder #101843", "2026070152"),
        ("                  FACTURA ELECTRÓNICA\nGiro: Maderas     N° 18844", "18844"),
        ("                  FACTURA ELECTRÓNICA\nGiro: Maderas     Nº 18844", "18844"),
        ("FACTURA\nSeria TCR nr. 1187", "TCR 1187"),
        ("FACTURA\nSeria       CMM\nNumărul     004217", "CMM 004217"),
        ("FACTURA\nSeria: TCR Nr.: 1187\nDelegat CI seria MS nr. 21", "TCR 1187"),
        ("ΕΙΔΟΣ           ΣΕΙΡΑ / ΑΡΙΘΜΟΣ    ΗΜΕΡΟΜΗΝΙΑ\nΤΙΜΟΛΟΓΙΟ       Α 1842             09/04/2026", "Α 1842"),
        (
            "Customer       Invoice\nAnn Lee        Number: INV871008\n\nCU Invoice Number: 0373567404591098153",
            "INV871008",
        ),
        ("Invoice number: 871008\nKRA Invoice Number: 0373567404591098153", "871008"),
    ],
)
def test_numbers_by_the_title(meta: str, number: str):
    assert number_of(meta) == number


@pytest.mark.parametrize(
    ("meta", "number"),
    [
        ("#58324", "58324"),
        ("                    Factura electrónica de venta\n                    FECA 1187", "FECA 1187"),
        ("                    INVOICE\n                    Ref no: #8277", "8277"),
    ],
)
def test_a_number_that_nothing_names_is_given_for_review(meta: str, number: str):
    draft = assemble(draw(HEAD + meta + ROWS, sheet=True), kind="invoice")
    assert value_at(draft.document, "number") == number
    assert draft.evidence["number"].confidence < ACCEPTED


@pytest.mark.parametrize(
    "meta",
    [
        "Order #   101843",
        "Transaction ID   77-4410-2",
        "Our reference   4711-2026",
        "Receipt number   2345-6789\nInvoice number   XR-0001",
    ],
)
def test_numbers_of_tills_and_rivals_are_not_sure(meta: str):
    draft = assemble(draw(HEAD + meta + ROWS, sheet=True), kind="invoice")
    assert draft.document.number is None or draft.evidence["number"].confidence < ACCEPTED


@pytest.mark.parametrize("meta", ["Invoice no   2026-17\nInvoice 17", "Invoice no   2026-17\nNumber   4711"])
def test_a_weaker_or_shorter_number_is_no_rival(meta: str):
    draft = assemble(draw(HEAD + meta + ROWS, sheet=True), kind="invoice")
    assert draft.document.number == "2026-17"
    assert draft.evidence["number"].confidence > ACCEPTED


@pytest.mark.parametrize(
    ("meta", "number"),
    [
        ("Rechnungsnummer VK 4471 0098 3125", "VK 4471 0098 3125"),
        ("Rechnungsnummer JV-2026-0118 8412", "JV-2026-0118 8412"),
        ("Invoice number   Sl/2026/3402", "SI/2026/3402"),
        ("PRO NUMBER      INVOICE DATE    DUE\n481-2207714     03/19/26        04/03/26", "481-2207714"),
        ("Račun br. 14/1/1\nDatum izdavanja   20.02.2026", "14/1/1"),
        ("Factuur 20260517\nFactuurdatum   28-08-2026", "20260517"),
        (
            "1. Exporter       2. Invoice No.    3. Invoice date\nOakfield Ltd      CI/SP/25-1188     02 OCT 2026",
            "CI/SP/25-1188",
        ),
        ("TAX INVOICE (AIR)     MST/A/25/118     08 Jul 2026", "MST/A/25/118"),
        ("SALES INVOICE     No. 68655\nPermit to Print No. 99887766554433", "68655"),
        ("SALES INVOICE     No.008455", "008455"),
        ("Documento\nFactura     N°12884", "12884"),
        ("DEBIT NOTE DN-1129", "DN-1129"),
        ("Votre facture du 3 mai 2026\nN° 77182\nN° client 9981", "77182"),
        ("INVOICE\nRef no: #8277\nDate: 2026-10-06", "8277"),
        ("Punto de Venta: 00004Comp. Nro: 00001187\nFecha de Emisión: 12/06/2026", "00004-00001187"),
        ("FACTURA ELECTRÓNICA\nF001-00004418\n\nFecha de Emisión   18/03/2026", "F001-00004418"),
        ("Ид. номер: 608336020\n\nФАКТУРА\n№ 0000004418 / Дата: 05.03.2026 г.", "0000004418"),
        ("#               : INV-000942\nInvoice Date    : 27/08/2026", "INV-000942"),
        ("TAX INVOICE / PROGRESS CLAIM\n\nClaim No.   PC-0412-04", "PC-0412-04"),
        ("請求番号：R7-0318\n請求日：2026年6月30日", "R7-0318"),
    ],
)
def test_numbers_in_forms_and_titles(meta: str, number: str):
    draft = assemble(draw(HEAD + meta + ROWS, sheet=True), kind="invoice")
    assert value_at(draft.document, "number") == number
    assert draft.evidence["number"].confidence > ACCEPTED


def test_the_number_of_a_box_is_no_order():
    heads = "2. Invoice No.   3. Invoice date   4. Order No.   5. Terms of payment"
    meta = f"{heads}\nA-17              02 OCT 2026       PO-18          60 days"
    draft = assemble(draw(f"{HEAD}{meta}{ROWS}", sheet=True), kind="invoice")
    assert value_at(draft.document, "purchase_order") != "5"


@pytest.mark.parametrize(
    "meta",
    [
        "COMMERCIAL INVOICE\nQ77-4418/B\n",
        "COMMERCIAL INVOICE\nRef: Q77-4418/B",
        "COMMERCIAL INVOICE     PO-118/22",
        "COMMERCIAL INVOICE     CH-8001",
        "INVOICE     PO-118/22\n",
        "INVOICE     ABN 51 004 917 326",
        "INVOICE\nVAT No 12345678",
    ],
)
def test_a_code_by_the_title_that_nothing_names_is_not_sure(meta: str):
    draft = assemble(draw(f"{HEAD}{meta}\nDate   12 May 2026{ROWS}", sheet=True), kind="invoice")
    assert draft.document.number is None or draft.evidence["number"].confidence < ACCEPTED
