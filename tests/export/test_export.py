"""Exports: the report itself, and rows for a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.errors import UsageError
from invoice_ocr.export import EXPORTERS, export
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.export.table import COLUMNS, NUMBER, cell
from invoice_ocr.model.purchase import Invoice, Line, Party
from invoice_ocr.model.readback import read_report
from invoice_ocr.model.report import Report, Source


def report(**fields):
    source = Source(name="a.pdf", sha256="0", pages=1)
    return Report(source=source, kind="invoice", decision="accept", document=Invoice(**fields))


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("to", ["json", "jsonl"])
def test_native_formats_are_read_back(to):
    whole = report(total="9.90", lines=(Line(amount="9.90"),))
    assert read_report(export(whole, to)) == whole


def test_jsonl_is_one_line():
    assert export(report(notes=("a\nb",)), "jsonl").count("\n") == 1


def test_csv_has_a_row_for_each_line():
    lines = (Line(description="Äpfel; rot", amount="2.50"), Line(id="7", description='1/2" pipe', amount="-1.00"))
    found = rows(export(report(number="R-1", total="1.50", lines=lines), "csv"))
    assert [(row["line"], row["description"], row["amount"], row["total"]) for row in found] == [
        ("1", "Äpfel; rot", "2.50", "1.50"),
        ("7", '1/2" pipe', "-1.00", "1.50"),
    ]
    assert list(found[0]) == list(COLUMNS)


def test_csv_of_a_document_without_lines_has_one_row():
    found = rows(export(report(total="1.50"), "csv"))
    assert [(row["line"], row["total"]) for row in found] == [("", "1.50")]


def test_formulas_are_defused():
    found = rows(
        export(report(seller=Party(name='=HYPERLINK("http://x")'), lines=(Line(description="@SUM(A1)"),)), "csv")
    )
    assert found[0]["seller"] == '\'=HYPERLINK("http://x")'
    assert found[0]["description"] == "'@SUM(A1)"


@given(st.text())
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(text):
    made = cell(text)
    assert NUMBER.fullmatch(made) or not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert made in {text, f"'{text}"}


def test_an_unknown_format_is_wrong_use():
    with pytest.raises(UsageError, match=r"'abacus'.*json"):
        export(report(), "abacus")


def test_a_refusal_names_the_paths():
    error = ExportError("UBL has no room for a tip", paths=("tip", "lines[0].unit"), remedy="Leave them out.")
    assert str(error) == "UBL has no room for a tip (tip, lines[0].unit) Leave them out."


NATIVE = {"json", "jsonl", "csv", "csv-documents", "xlsx", "parquet"}


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_exporter_takes_an_empty_document_or_says_what_is_missing(name):
    if name in NATIVE:
        assert export(report(), name)
        return
    with pytest.raises(ExportError) as refused:
        export(report(), name)
    assert refused.value.paths
    assert refused.value.remedy
