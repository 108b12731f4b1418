"""Rows for spreadsheets and data frames: read back equal, and never a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from complete import report
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import needed

from invoice_ocr.errors import UsageError
from invoice_ocr.export import ExportError, convert, export, extras
from invoice_ocr.export.table import COLUMNS, DOCUMENT_COLUMNS, document_row, line_rows


def sheet(content, name):
    book = needed("openpyxl").load_workbook(io.BytesIO(content))
    head, *rows = book[name].iter_rows()
    return [cell.value for cell in head], rows


def same(value, found):
    if isinstance(value, Decimal):
        return Decimal(str(found)) == value
    if isinstance(value, date):
        return found.date() == value
    return found == value


def test_a_workbook_is_read_back_equal():
    whole = report(lines__0__quantity="0.333", notes=["x"])
    content = export(whole, "xlsx")
    for name, columns, rows in (
        ("documents", DOCUMENT_COLUMNS, [document_row(whole)]),
        ("lines", COLUMNS, list(line_rows(whole))),
    ):
        head, found = sheet(content, name)
        assert head == list(columns)
        assert len(found) == len(rows)
        for row, cells in zip(rows, found, strict=True):
            assert all(same(value, cell.value) for value, cell in zip(row, cells, strict=True))


def test_amounts_of_a_workbook_are_numbers_as_long_as_they_are_exact():
    content = export(report(total="12345678901234.56", subtotal="1.50"), "xlsx")
    head, ((*cells,),) = sheet(content, "documents")
    total, subtotal = cells[head.index("total")], cells[head.index("subtotal")]
    assert (total.value, total.data_type) == ("12345678901234.56", "s")
    assert (subtotal.value, subtotal.data_type, subtotal.number_format) == (1.5, "n", "0.00")


FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(formula):
    head, ((*cells,),) = sheet(export(report(number=formula), "xlsx"), "documents")
    cell = cells[head.index("number")]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.replace("_x000D_", "\r") == formula


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("to", ["csv", "csv-documents"])
def test_no_cell_of_a_csv_is_a_formula(formula, to):
    (row, *_) = csv.DictReader(io.StringIO(export(report(number=formula), to), newline=""))
    assert row["number"] == f"'{formula}"


def test_control_characters_are_refused_by_a_workbook():
    with pytest.raises(ExportError) as refused:
        export(report(number="a\x07"), "xlsx")
    assert refused.value.paths == ("number",)


def test_csv_of_documents_has_one_row():
    found = list(csv.DictReader(io.StringIO(export(report(), "csv-documents"))))
    assert [(row["number"], row["total"]) for row in found] == [("RE-2026-0042", "80.30")]


def parquet_rows(content):
    return needed("pyarrow.parquet").read_table(io.BytesIO(content)).to_pylist()


def test_parquet_is_read_back_equal():
    whole = report()
    found = parquet_rows(export(whole, "parquet"))
    assert [tuple(row.values()) for row in found] == list(line_rows(whole))


@settings(max_examples=50, deadline=None)
@given(st.decimals(-(10**20), 10**20, places=8))
def test_parquet_keeps_amounts_exactly(amount):
    assert parquet_rows(export(report(total=str(amount)), "parquet"))[0]["total"] == amount


@pytest.mark.parametrize("total", ["0.12345678901", "1" + "0" * 28])
def test_parquet_refuses_what_its_columns_cannot_hold(total):
    with pytest.raises(ExportError) as refused:
        export(report(total=total), "parquet")
    assert refused.value.paths == ("total",)


@pytest.mark.parametrize("to", ["csv", "csv-documents", "xlsx", "parquet"])
def test_what_has_no_column_is_listed(to):
    found = convert(report(notes=["x"]), to).dropped
    assert "notes[0]" in found
    assert "total" not in found
    assert ("lines[0].amount" in found) == (to == "csv-documents")


def test_a_missing_library_is_named_with_its_remedy():
    with pytest.raises(UsageError, match=r"pip install 'invoice-ocr\[xlsx\]'"):
        extras.load("no_such_library", extra="xlsx")
