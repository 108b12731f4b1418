"""Reports as files for accounting systems.

Add a format with one module and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from invoice_ocr.errors import UsageError
from invoice_ocr.export import (
    beancount,
    cii,
    datev,
    erpnext,
    facturx,
    firefly,
    gnucash,
    journal,
    native,
    odoo,
    paperless,
    parquet,
    peppol,
    quickbooks,
    table,
    ubl,
    xero,
    xlsx,
    xrechnung,
)
from invoice_ocr.export.exported import USUAL, Derived, Export, Settings
from invoice_ocr.export.mapping import Mapping, read_mapping
from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from invoice_ocr.model.report import Report

__all__ = [
    "EXPORTERS",
    "Derived",
    "Export",
    "ExportError",
    "Exporter",
    "Mapping",
    "Settings",
    "convert",
    "export",
    "read_mapping",
]


class Exporter(Protocol):
    """Writes one report in one format."""

    def __call__(self, report: Report[Any], settings: Settings, /) -> Export:
        """The file, with what was derived for it and what it has no place for.

        Raises:
            ExportError: The format has no room for something that matters, or demands what is not known; the message
                names the paths.
        """


EXPORTERS: Final[Table[str, Exporter]] = {
    "json": native.as_json,
    "jsonl": native.as_line,
    "csv": table.as_csv,
    "csv-documents": table.as_csv_documents,
    "xlsx": xlsx.as_xlsx,
    "parquet": parquet.as_parquet,
    "ubl": ubl.as_ubl,
    "cii": cii.as_cii,
    "facturx": facturx.as_facturx,
    "facturx-extended": facturx.as_facturx_extended,
    "xrechnung": xrechnung.as_xrechnung,
    "peppol": peppol.as_peppol,
    "xero": xero.as_xero,
    "quickbooks": quickbooks.as_quickbooks,
    "odoo": odoo.as_odoo,
    "erpnext": erpnext.as_erpnext,
    "beancount": beancount.as_beancount,
    "hledger": journal.as_hledger,
    "ledger": journal.as_ledger,
    "firefly": firefly.as_firefly,
    "datev": datev.as_datev,
    "gnucash": gnucash.as_gnucash,
    "paperless": paperless.as_paperless,
}


def export(report: Report[Any], to: str = "json", settings: Settings = USUAL) -> str | bytes:
    """The report in the format of this name: the file alone. `convert_report` also says what is not in it.

    Raises:
        UsageError: There is no such format.
        ExportError: The document can't be said in it.
    """
    return convert(report, to, settings).content


def convert(report: Report[Any], to: str = "json", settings: Settings = USUAL) -> Export:
    """The report in the format of this name, with the values that were derived and the paths that were dropped.

    Raises:
        UsageError: There is no such format.
        ExportError: The document can't be said in it.
    """
    if to not in EXPORTERS:
        raise UsageError(f"There is no export format {to!r}.", remedy=f"Choose one of: {', '.join(EXPORTERS)}.")
    return EXPORTERS[to](report, settings)
