"""An Excel workbook with two sheets: documents and lines.

Texts are written as texts, marked as such: no cell is ever a formula. Amounts are numbers of up to 15 digits, which is
what a spreadsheet calculates with exactly; longer ones are texts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.exported import Export
from invoice_ocr.export.extras import load
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.export.table import COLUMNS, DOCUMENT_COLUMNS, document_row, dropped, line_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report

_EXACT_DIGITS: Final = 15
_LONGEST: Final = 32_767


def as_xlsx(report: Report[Any], _settings: Settings) -> Export:
    """The workbook."""
    openpyxl = load("openpyxl", extra="xlsx")
    book = openpyxl.Workbook()
    _fill(book.active, "documents", DOCUMENT_COLUMNS, [document_row(report)])
    _fill(book.create_sheet(), "lines", COLUMNS, line_rows(report))
    made = BytesIO()
    book.save(made)
    return Export(made.getvalue(), dropped=dropped(report, lines=True))


def _fill(sheet: Any, title: str, columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    sheet.title = title
    sheet.append(columns)
    for number, row in enumerate(rows, 2):
        for column, (name, value) in enumerate(zip(columns, row, strict=True), 1):
            _put(sheet.cell(number, column), value, name)


def _put(cell: Any, value: object, name: str) -> None:
    if value is None:
        return
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT_DIGITS:
        cell.value = value
        decimals = -int(value.as_tuple().exponent)
        cell.number_format = f"0.{'0' * decimals}" if decimals > 0 else "0"
    elif isinstance(value, date):
        cell.value = value
    else:
        _put_text(cell, str(value), name)


def _put_text(cell: Any, text: str, name: str) -> None:
    illegal = load("openpyxl.cell.cell", extra="xlsx").ILLEGAL_CHARACTERS_RE
    if illegal.search(text) or len(text) > _LONGEST:
        remedy = "Correct the report."
        raise ExportError("A workbook can't hold control characters or so long a text.", paths=(name,), remedy=remedy)
    cell.value = text
    cell.data_type = "s"  # even where it begins like a formula
    cell.quotePrefix = True
