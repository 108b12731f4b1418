"""Days of issue that no label names, beside the days of items, stays and periods; and days on which to pay."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble
from invoice_ocr.pipeline.decision import PROMISED, most_doubt

HEAD = "Gasthof Eschental\nLindenweg 4\n04103 Leipzig\n\nRechnung Nr. 2026-17\n\n"
ROWS = "\n\nText        Menge   Preis   Betrag\nTee   1   105.00   105.00\nBrot   1   203.00   203.00\n\nSumme   308.00"
ITEMS = """

Datum         Text     Menge    Preis     Betrag
12.03.2026    Tee      1        105.00    105.00
13.03.2026    Brot     1        203.00    203.00
19.03.2026    Salz     1        100.00    100.00

Summe                                     408.00
"""
ACCEPTED = 1 - most_doubt(PROMISED)


@pytest.mark.parametrize(
    ("meta", "issued"),
    [
        ("Bad Neustadt, den 2. April 2026", "2026-04-02"),
        ("Bruck an der Mur, am 2. April 2026", "2026-04-02"),
        ("Anreise   12.03.2026\n\nDelft, 2 april 2026", "2026-04-02"),
        ("Datum izdaje: Boh. Bistrica, 2. 4. 2026", "2026-04-02"),
        ("Rechnungsdatum    02.04.2026", "2026-04-02"),
    ],
)
def test_the_day_of_issue_beside_the_days_of_items(meta: str, issued: str):
    draft = assemble(draw(HEAD + meta + ITEMS), kind="invoice")
    assert value_at(draft.document, "issue_date") == issued
    assert draft.evidence["issue_date"].confidence > ACCEPTED


@pytest.mark.parametrize("meta", ["", "Anreise   12.03.2026", "Anreise   12.03.2026   Abreise   20.03.2026"])
def test_a_day_of_items_is_not_sure_to_be_that_of_issue(meta: str):
    draft = assemble(draw(HEAD + meta + ITEMS), kind="invoice")
    assert draft.document.issue_date is None or draft.evidence["issue_date"].confidence < ACCEPTED


@pytest.mark.parametrize(
    ("meta", "issued"),
    [
        ("Invoice date / Delivery date   27 April 2026", "2026-04-27"),
        ("Rechnungsdatum = Lieferdatum   27.04.2026", "2026-04-27"),
        ("Date of this bill   20.01.2026\nBilling period   16.11.2025 - 16.01.2026", "2026-01-20"),
        ("Datum   31.01.2026\n\nRif. DDT n. 211 del 14.01.2026", "2026-01-31"),
        ("Datum   31.01.2026\nGeb. 08.11.1961", "2026-01-31"),
        ("Datum   02.02.2026\nRechnungsdatum   31.01.2026", "2026-01-31"),
        ("Leipzig, den   31.01.2026\n\nDatum: 02.02.2026   Zeit: 04:59:13", "2026-01-31"),
        ("INV NO: CS-SA-0073011Datum: 31.01.2026", "2026-01-31"),
        ("Leipzig,    31.01.2026\n\nAbbuchung   20.02.2026", "2026-01-31"),
    ],
)
def test_the_day_of_issue(meta: str, issued: str):
    draft = assemble(draw(HEAD + meta + ROWS), kind="invoice")
    assert value_at(draft.document, "issue_date") == issued
    assert draft.evidence["issue_date"].confidence > ACCEPTED


def test_a_day_under_the_title():
    draft = assemble(draw("Invoice 103767\nFebruary 17, 2026\n\nDue Date   March 3, 2026" + ROWS), kind="invoice")
    assert value_at(draft.document, "issue_date") == "2026-02-17"
    assert draft.evidence["issue_date"].confidence > ACCEPTED


@pytest.mark.parametrize(
    "meta",
    [
        "Leipzig 12.05.2026   Termin 14.05.2026",
        "Verbrauch   16.11.2025 - 16.01.2026",
        "Stand: 3.5.26   7.5.26",
        "Datum 3.5.26   Datum 7.5.26",
    ],
)
def test_one_of_several_unnamed_days_is_not_sure_to_be_that_of_issue(meta: str):
    draft = assemble(draw(HEAD + meta + ROWS), kind="invoice")
    assert draft.document.issue_date is None or draft.evidence["issue_date"].confidence < ACCEPTED


def test_two_labels_name_one_day():
    draft = assemble(draw(f"{HEAD}Rechnungsdatum / Lieferdatum   27.04.2026{ROWS}"), kind="invoice")
    assert value_at(draft.document, "issue_date") == value_at(draft.document, "delivery_date") == "2026-04-27"


def test_a_period_under_its_label():
    draft = assemble(
        draw(f"{HEAD}Datum 20.02.2026   Zeitraum\n                   03.01.2026-02.02.2026{ROWS}"), kind="invoice"
    )
    assert value_at(draft.document, "period.start") == "2026-01-03"
    assert value_at(draft.document, "period.end") == "2026-02-02"


@pytest.mark.parametrize(
    ("meta", "due"),
    [
        ("Balance due: 2026-04-12", "2026-04-12"),
        ("TOTAL AMOUNT DUE ON April 12, 2026   $308.00", "2026-04-12"),
        ("Termen plata: 12.04.2026", "2026-04-12"),
        ("Votre commande du 14.01.2026·Réf. Dr Rossel·Échéance: 12.04.2026", "2026-04-12"),
    ],
)
def test_the_day_on_which_to_pay(meta: str, due: str):
    draft = assemble(draw(f"{HEAD}Datum   20.02.2026\n{meta}{ROWS}"), kind="invoice")
    assert value_at(draft.document, "due_date") == due
    assert value_at(draft.document, "issue_date") == "2026-02-20"


OTHER = "\n\nGuarantee starts 14.02.2026"


@pytest.mark.parametrize(
    "meta",
    [
        "INVOICE\nNo. 539\n23 January 2026",
        "Tax Invoice\n#INV811\n23 January 2026",
        "23 January 2026\nInvoice No. 876689",
        "PVM SĄSKAITA FAKTŪRA\nSerija ŽR Nr. 0004471\n2026 m. sausio 23 d.",
        "Facture #FR114872 | 23 janvier 2026",
        "Votre facture du 23 janvier 2026\nN° 77182",
        "Inv. No.: GST/118     Dt.: 23/01/2026\nP.O. No.: 4418     P.O. Dt.: 14/01/2026",
        "TAX INVOICE (AIR)     MST/A/25/118     23 Jan 2026",
        "Рахунок на оплату № 1144 від 23 січня 2026 р.",
        "TAX INVOICE / PROGRESS CLAIM\n\nClaim date   23 January 2026",
        "Invoice No.   Dated\n341           23-Jan-26\n\nOrder No.     Dated\nPO-62         12-Jan-26",
        "Account No.   Statement No.   Statement Date\n8812          417             23/01/2026",
    ],
)
def test_the_day_by_the_title_or_the_number(meta: str):
    draft = assemble(draw(f"Oakfield Joinery Ltd\nLeeds\n\n{meta}{ROWS}{OTHER}", sheet=True), kind="invoice")
    assert value_at(draft.document, "issue_date") == "2026-01-23"
    assert draft.evidence["issue_date"].confidence > ACCEPTED


@pytest.mark.parametrize(
    "meta",
    [
        "Works        dated 14/01/2026\nInvoice No   4711",
        "1-1-30 Shibadaimon, Minato-ku",
        "Delivery note 118\n14/01/2026",
        "Договір №45 від 14.01.2026",
        "Auftrag   A-88 vom 14.01.2026",
        "Invoice 123   14/01/2026   105.00\nInvoice 124   16/01/2026   203.00",
    ],
)
def test_a_day_of_something_else_is_not_sure_to_be_that_of_issue(meta: str):
    draft = assemble(draw(f"Oakfield Joinery Ltd\nLeeds\n\n{meta}{ROWS}{OTHER}", sheet=True), kind="invoice")
    assert draft.document.issue_date is None or draft.evidence["issue_date"].confidence < ACCEPTED


@pytest.mark.parametrize(
    "permit",
    ["Authority to Print No. 0CN493 · Date issued: 03/14/2024", "Accr No     041-0088127-000 Date 03/14/2024"],
)
def test_the_day_of_a_permit_below_the_sums(permit: str):
    permit = f"\n\n{permit}"
    draft = assemble(draw(f"INVOICE\n\nDATE: 04/30/2026{ROWS}{permit}", sheet=True), kind="invoice")
    assert value_at(draft.document, "issue_date") == "2026-04-30"
    assert draft.evidence["issue_date"].confidence > ACCEPTED


def test_the_day_to_pay_in_the_sentence_before_that_of_the_discount():
    terms = "Zahlbar ohne Abzug bis 07.02.2026. Bei Zahlung bis 18.01.2026 gewähren wir 2 % Skonto."
    draft = assemble(draw(f"{HEAD}Rechnungsdatum   08.01.2026{ROWS}\n\n{terms}", sheet=True), kind="invoice")
    assert value_at(draft.document, "due_date") == "2026-02-07"


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("EUR 308.00 by 7 Feb 2026", "2026-02-07"),
        ("308.00\nbefore 7 Feb 2026, please", "2026-02-07"),
        ("Der Betrag von EUR 308,00 wird am 07.02.2026 von Ihrem Konto eingezogen", "2026-02-07"),
        ("Zahlbar bis 18.01.2026 mit 2 % Skonto oder bis 07.02.2026 netto", "2026-02-07"),
        ("Wij verzoeken u het bedrag vóór 07-02-2026 over te maken", "2026-02-07"),
        ("Der Betrag von EUR 308,00 wurde am 07.02.2026 bezahlt", "none"),
        ("Returns by 7 Feb 2026", "none"),
    ],
)
def test_the_day_until_which_a_sum_is_to_be_paid(terms: str, due: str):
    draft = assemble(draw(f"{HEAD}Rechnungsdatum   08.01.2026{ROWS}\n\n{terms}", sheet=True), kind="invoice")
    assert value_at(draft.document, "due_date") == due
