"""The table that people read, held against files of what it should look like.

A wanted change: delete the golden file, run the test twice, and read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from invoice_ocr.cli.formats import FORMATS, Medium
from invoice_ocr.model.readback import read_report
from invoice_ocr.model.report import FailedSource, Failure, FailureReason
from invoice_ocr.reports.words import path_in_words, printable, value_in_words

GOLDEN = Path(__file__).parent / "golden"
EVIDENCE = {"page": 0, "box": [0, 0, 1, 1], "source": "ocr"}
REPORTS = {
    "invoice": {
        "source": {"name": "in/müller.pdf", "sha256": "0", "pages": 2},
        "kind": "invoice",
        "decision": "review",
        "document": {
            "number": "R-1",
            "document_type": "credit_note",
            "due_date": "2024-05-03",
            "currency": "EUR",
            "purchase_order": "PO 7",
            "seller": {
                "name": "Müller [bold]GmbH[/bold]",
                "address": {"text": "Weg 1, Berlin"},
                "vat_id": "DE123456788",
            },
            "buyer": {"name": "Corner Shop"},
            "payment": {"iban": "DE32100999000123456789"},
            "lines": [
                {
                    "description": "Äpfel \x1b[31mrot",
                    "quantity": "2.5",
                    "unit": "kg",
                    "unit_price": "1.25",
                    "amount": "3.13",
                },
                {
                    "description": "A service that is described at such length that the line has to be broken",
                    "amount": "1000.00",
                },
            ],
            "taxes": [{"category": "S", "rate": "19", "base": "1003.13", "amount": "190.59"}],
            "subtotal": "1003.13",
            "tax_total": "190.59",
            "total": "1193.73",
            "amount_due": "1193.73",
        },
        "evidence": {
            "issue_date": {
                **EVIDENCE,
                "text": "03/04/2024",
                "confidence": 0.5,
                "readings": ["2024-04-03", "2024-03-04"],
            },
            "total": {**EVIDENCE, "text": "1.193,73", "confidence": 0.62},
            "number": {**EVIDENCE, "text": "R-1", "confidence": 0.99},
        },
        "findings": [
            {"rule": "ARI104", "severity": "error", "paths": ["total"], "message": "Subtotal and tax make 1193.72."},
            {"rule": "XYZ1", "severity": "info", "paths": ["lines[1].quantity"], "message": "Line 2 has no quantity."},
        ],
        "leftovers": [
            {"path": "total", "value": "1193.72", "evidence": {**EVIDENCE, "text": "1.193,72", "confidence": 0.3}}
        ],
        "reading": {"reader": "ocr", "seconds": 1.234, "warnings": ["Page 2 is blank."]},
    },
    "receipt": {
        "source": {"name": "till.jpg", "sha256": "0", "pages": 1},
        "kind": "receipt",
        "decision": "accept",
        "document": {
            "number": "4711",
            "issue_date": "2024-03-14",
            "issue_time": "09:05:00",
            "currency": "MYR",
            "seller": {"name": "Kedai", "address": {"lines": ["Jalan 1", "Kajang"]}, "tax_id": "000123"},
            "lines": [{"description": "Teh", "quantity": "2", "amount": "5.00", "tax_rate": "6"}],
            "total": "5.02",
            "rounding": "-0.02",
            "tip": "1.00",
            "tendered": "10.00",
            "change": "4.00",
            "payments": [{"method": "Visa", "card_last4": "1234", "amount": "6.00"}],
        },
        "reading": {"reader": "chat", "model": "some-model", "seconds": 0},
    },
    "empty": {"kind": "invoice", "decision": "reject", "document": {}},
}
MEDIA = {
    "piped": Medium(),
    "narrow": Medium(width=60),
    "colour": Medium(colour=True, width=80),
}


def drawn(name, medium):
    report = read_report(json.dumps(REPORTS[name]), name="bare.json")
    return "".join(FORMATS["table"]().render([report], medium))


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", REPORTS)
def test_the_table_is_as_it_should_be(name, medium):
    path = GOLDEN / f"{name}.{medium}.txt"
    table = drawn(name, MEDIA[medium])
    if not path.exists():
        path.write_text(table, encoding="utf-8")
        pytest.fail(f"{path.name} was missing and has been written; read it")
    assert table == path.read_text(encoding="utf-8")


def test_nothing_on_the_page_can_steer_the_terminal():
    assert "\x1b[31m" not in drawn("invoice", Medium())
    assert "\x1b" not in drawn("invoice", Medium())


def test_a_failure_is_a_json_line_among_several_and_nothing_else():
    failure = Failure(source=FailedSource(name="a"), error=FailureReason(type="X", message="m", remedy="r"))
    assert list(FORMATS["json"]().render([failure], Medium(many=True))) == [failure.to_json() + "\n"]
    assert list(FORMATS["json"]().render([failure], Medium())) == []
    assert list(FORMATS["table"]().render([failure], Medium(many=True))) == []


def test_one_report_is_indented_and_several_are_lines():
    report = read_report(json.dumps(REPORTS["empty"]))
    assert "".join(FORMATS["json"]().render([report], Medium())).count("\n") > 10
    assert "".join(FORMATS["json"]().render([report] * 3, Medium(many=True))).count("\n") == 3


def test_words():
    assert path_in_words("taxes[0].base") == "tax 1 base"
    assert value_in_words("2024-03-04") == "4 Mar 2024"
    assert value_in_words("12.50") == "12.50"
    assert printable("a\u202eb\nc\x07") == "a\ufffdb\ufffdc\ufffd"
    assert printable("a\nb", keep="\n") == "a\nb"
