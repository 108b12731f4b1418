"""CSV (RFC 4180) for spreadsheets: one row a line item, the document's own fields repeated on each.

A document without line items gives one row. Amounts are written as in the report: plain digits, a point, no separators.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from invoice_ocr.export.exported import Export
from invoice_ocr.model.purchase import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""Beginnings that a spreadsheet takes for a formula, or skips before one; the last four are full-width signs."""

COLUMNS = (
    *("source", "kind", "decision", "number", "document_type", "issue_date", "due_date", "currency"),
    *("seller", "seller_vat_id", "buyer", "buyer_vat_id", "purchase_order"),
    *("line", "item_code", "description", "quantity", "unit", "unit_price", "amount", "tax_rate"),
    *("subtotal", "allowance_total", "charge_total", "tax_total", "total", "amount_paid", "rounding", "amount_due"),
)


def as_csv(report: Report[Any], _settings: Settings) -> Export:
    """A header and the rows."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow([cell(value) for value in row])
    return Export(text.getvalue())


def cell(value: object) -> str:
    """The text of a cell; what would be run as a formula gets an apostrophe in front.

    >>> cell("=HYPERLINK(1)"), cell("-3.50"), cell(None)
    ("'=HYPERLINK(1)", '-3.50', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _rows(report: Report[Any]) -> Iterator[tuple[object, ...]]:
    document: Purchase = report.document
    head, totals = _head(report, document), _totals(document)
    if not document.lines:
        yield (*head, None, *_line(Line()), *totals)
    for number, line in enumerate(document.lines, 1):
        yield (*head, line.id or number, *_line(line), *totals)


def _head(report: Report[Any], document: Purchase) -> tuple[object, ...]:
    return (
        report.source.name,
        report.kind,
        report.decision,
        document.number,
        document.document_type,
        document.issue_date,
        document.due_date,
        document.currency,
        document.seller.name,
        document.seller.vat_id,
        document.buyer.name,
        document.buyer.vat_id,
        document.purchase_order,
    )


def _line(line: Line) -> tuple[object, ...]:
    return (
        line.item_code,
        line.description,
        line.quantity,
        line.unit,
        line.unit_price,
        line.amount,
        line.tax_rate,
    )


def _totals(document: Purchase) -> tuple[object, ...]:
    return (
        document.subtotal,
        document.allowance_total,
        document.charge_total,
        document.tax_total,
        document.total,
        document.amount_paid,
        document.rounding,
        document.amount_due,
    )
