"""A Parquet file of the line items, with the columns of the CSV: amounts exact decimals, dates dates."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.exported import Export
from invoice_ocr.export.extras import load
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.export.table import COLUMNS, DATES, NUMBERS, dropped, line_rows

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report

DIGITS: Final = 38
DECIMALS: Final = 10


def as_parquet(report: Report[Any], _settings: Settings) -> Export:
    """The file."""
    arrow = load("pyarrow", extra="parquet")
    types = {name: arrow.decimal128(DIGITS, DECIMALS) for name in NUMBERS} | {name: arrow.date32() for name in DATES}
    schema = arrow.schema([(name, types.get(name, arrow.string())) for name in COLUMNS])
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in line_rows(report)]
    for row in rows:
        _check(row)
    made = BytesIO()
    load("pyarrow.parquet", extra="parquet").write_table(arrow.Table.from_pylist(rows, schema=schema), made)
    return Export(made.getvalue(), dropped=dropped(report, lines=True))


def _check(row: dict[str, object]) -> None:
    """Refuse numbers that the columns can't hold exactly."""
    for name, value in row.items():
        if isinstance(value, Decimal) and (
            -int(value.as_tuple().exponent) > DECIMALS or value.adjusted() >= DIGITS - DECIMALS
        ):
            limits = f"{DIGITS - DECIMALS} digits before the point and {DECIMALS} after it"
            raise ExportError(f"{value} has more than {limits}.", paths=(name,), remedy="Correct the report.")
