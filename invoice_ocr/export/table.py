"""Reports as rows: one a line item with the document's own fields repeated, or one a document.

CSV follows RFC 4180. Amounts are written as in the report: plain digits, a point, no separators.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from invoice_ocr.export.exported import Export
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""Beginnings that a spreadsheet takes for a formula, or skips before one; the last four are full-width signs."""

FILE = ("source", "kind", "decision")
HEAD = {
    "number": "number",
    "document_type": "document_type",
    "issue_date": "issue_date",
    "due_date": "due_date",
    "currency": "currency",
    "seller": "seller.name",
    "seller_vat_id": "seller.vat_id",
    "buyer": "buyer.name",
    "buyer_vat_id": "buyer.vat_id",
    "purchase_order": "purchase_order",
}
LINE = ("item_code", "description", "quantity", "unit", "unit_price", "amount", "tax_rate")
TOTALS = (
    *("subtotal", "allowance_total", "charge_total", "tax_total", "total", "amount_paid", "rounding", "amount_due"),
)
COLUMNS = (*FILE, *HEAD, "line", *LINE, *TOTALS)
DOCUMENT_COLUMNS = (*FILE, *HEAD, *TOTALS)

DATES = frozenset({"issue_date", "due_date"})
NUMBERS = frozenset({"quantity", "unit_price", "amount", "tax_rate", *TOTALS})


def as_csv(report: Report[Any], _settings: Settings) -> Export:
    """A header and a row a line item; a document without line items has one row."""
    return Export(_csv(COLUMNS, line_rows(report)), dropped=dropped(report, lines=True))


def as_csv_documents(report: Report[Any], _settings: Settings) -> Export:
    """A header and a row a document."""
    return Export(_csv(DOCUMENT_COLUMNS, [document_row(report)]), dropped=dropped(report, lines=False))


def cell(value: object) -> str:
    """The text of a cell; what would be run as a formula gets an apostrophe in front.

    >>> cell("=HYPERLINK(1)"), cell("-3.50"), cell(None)
    ("'=HYPERLINK(1)", '-3.50', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def line_rows(report: Report[Any]) -> Iterator[tuple[object, ...]]:
    """The values of ``COLUMNS`` for each line, typed as in the document."""
    document: Purchase = report.document
    head, totals = _head(report), _totals(document)
    if not document.lines:
        yield (*head, None, *_line(Line()), *totals)
    for number, line in enumerate(document.lines, 1):
        yield (*head, line.id or str(number), *_line(line), *totals)


def document_row(report: Report[Any]) -> tuple[object, ...]:
    """The values of ``DOCUMENT_COLUMNS``."""
    return (*_head(report), *_totals(report.document))


def dropped(report: Report[Any], *, lines: bool) -> tuple[str, ...]:
    """The paths of the document that no column is for."""
    there = {*HEAD.values(), *TOTALS}
    return tuple(path for path in leaves(report.document) if path not in there and not (lines and _in_line(path)))


def _in_line(path: str) -> bool:
    return re.fullmatch(rf"lines\[\d+\]\.(id|{'|'.join(LINE)})", path) is not None


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def _head(report: Report[Any]) -> tuple[object, ...]:
    return (report.source.name, report.kind, report.decision, *(_at(report.document, path) for path in HEAD.values()))


def _at(document: Purchase, path: str) -> object:
    value: object = document
    for step in path.split("."):
        value = getattr(value, step)
    return value


def _line(line: Line) -> tuple[object, ...]:
    return tuple(getattr(line, name) for name in LINE)


def _totals(document: Purchase) -> tuple[object, ...]:
    return tuple(getattr(document, name) for name in TOTALS)
