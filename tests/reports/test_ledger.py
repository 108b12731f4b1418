"""The sums as an auditor lays them out."""

from __future__ import annotations

from random import Random

import pytest
from consistent_documents import draw
from reports import EMPTY, INVOICE, RECEIPT, report

from invoice_ocr.model.report import Report, Source
from invoice_ocr.reports.ledger import ledger


def rows(data):
    return {row.path: (row.verdict, str(row.computed), row.formula) for row in ledger(report(data))}


def test_an_invoice():
    found = rows(INVOICE)
    assert found["lines[0].amount"] == ("agrees", "45.00", "10 × 4.50")
    assert found["lines[1].amount"] == ("agrees", "25.00", "2 × 13.50 − 2.00")
    assert found["lines[2].amount"] == ("open", "None", "")
    assert found["lines_total"] == ("open", "75.00", "sum of 3 lines")
    assert found["allowances[0].amount"] == ("agrees", "5.00", "10 % of 50.00")
    assert found["subtotal"] == ("agrees", "74.00", "lines − discounts + charges")
    assert found["taxes[1].amount"] == ("agrees", "1.75", "7 % of 25.00")
    assert found["tax_total"] == ("agrees", "10.30", "sum of the tax rows")
    assert found["total"] == ("differs", "84.30", "subtotal + tax")
    assert found["amount_due"] == ("agrees", "90.00", "total − paid")
    (total,) = [row for row in ledger(report(INVOICE)) if row.path == "total"]
    assert str(total.difference) == "10.00"


def test_a_discount_of_a_line_that_is_a_percentage():
    line = {"quantity": "10", "unit_price": "20.00", "amount": "171.00", "allowances": [{"rate": "10"}, {"rate": "5"}]}
    found = rows({**EMPTY, "document": {**EMPTY["document"], "lines": [line]}})
    assert found["lines[0].amount"] == ("agrees", "171.00", "10 × 20.00 − 10 % − 5 %")


def test_tax_withheld_stands_between_the_total_and_the_amount_due():
    taxes = [{"rate": "22", "amount": "22.00"}, {"amount": "-15.00"}]
    sums = {"subtotal": "100.00", "tax_total": "22.00", "total": "122.00", "amount_due": "107.00", "taxes": taxes}
    found = rows({**EMPTY, "document": {**EMPTY["document"], **sums}})
    assert found["tax_total"] == ("agrees", "22.00", "sum of the tax rows")
    assert found["amount_due"] == ("agrees", "107.00", "total − paid − tax withheld")
    assert list(found).index("total") < list(found).index("taxes[1].amount")


def test_a_receipt():
    found = rows(RECEIPT)
    assert found["subtotal"] == ("agrees", "12.00", "lines")
    assert found["total"] == ("agrees", "13.20", "subtotal, tax included + service")
    assert found["change"] == ("agrees", "6.80", "given − total")
    assert found["service_charge"][0] == "open"


def test_a_row_that_no_finding_doubts_is_never_called_wrong():
    odd = {**INVOICE, "findings": []}
    assert {verdict for verdict, _, _ in rows(odd).values()} == {"agrees", "open"}


def test_a_doubt_without_a_number_leaves_the_row_open():
    doubt = {"rule": "EVI102", "severity": "warning", "paths": ["total"], "message": "?", "expected": "somewhere"}
    assert rows({**INVOICE, "findings": [doubt]})["total"][0] == "open"


def test_an_empty_document_misses_its_total():
    assert list(rows(EMPTY)) == ["total"]


@pytest.mark.parametrize("seed", range(60))
def test_consistent_documents_agree_in_their_total(seed):
    subject = draw(Random(seed))  # noqa: S311 - no secret
    source = Source(name="a", sha256="0", pages=0)
    given = Report(source=source, kind=subject.kind, decision="accept", document=subject.document)
    (total,) = [row for row in ledger(given) if row.path == "total"]
    assert total.verdict == "agrees"
