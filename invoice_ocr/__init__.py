"""Photos, scans and PDFs of invoices and receipts as typed, checked data.

>>> import invoice_ocr
>>> report = invoice_ocr.extract("invoice.pdf")  # doctest: +SKIP
>>> report.document.total, report.decision  # doctest: +SKIP
(Decimal('94.87'), 'accept')

Every name below is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invoice_ocr.checks import explain, run_checks
    from invoice_ocr.checks.subject import Subject
    from invoice_ocr.documents import Limits, open_document
    from invoice_ocr.errors import (
        DamagedDocument,
        DocumentError,
        DocumentTooLarge,
        DocumentUnreachable,
        EncryptedDocument,
        EndpointError,
        InvoiceOcrError,
        ReaderError,
        ReplyError,
        ReportError,
        SpendCapReached,
        UnsupportedDocument,
        UsageError,
        ValueParseError,
    )
    from invoice_ocr.export import Derived, Export, ExportError, read_mapping
    from invoice_ocr.export import Settings as ExportSettings
    from invoice_ocr.export import convert as convert_report
    from invoice_ocr.export import export as export_report
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.finding import Finding, Proposal
    from invoice_ocr.model.geometry import Box, Frame
    from invoice_ocr.model.purchase import (
        Address,
        AllowanceCharge,
        Invoice,
        Labels,
        Line,
        Party,
        PaymentDetails,
        Period,
        PrecedingInvoice,
        Purchase,
        Receipt,
        Tax,
        Tender,
    )
    from invoice_ocr.model.readback import read_report, read_reports
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.model.reading import Claim, PageReading, Reading, Usage, Word
    from invoice_ocr.model.report import Evidence, Failure, Leftover, ReadingSummary, Report, Source
    from invoice_ocr.model.schema import build_schema
    from invoice_ocr.pipeline.checking import check
    from invoice_ocr.pipeline.extraction import extract, extract_all, extract_async
    from invoice_ocr.pipeline.history import History
    from invoice_ocr.pipeline.many import extract_many, extract_many_async
    from invoice_ocr.pipeline.picturing import render_report
    from invoice_ocr.readers import make_reader
    from invoice_ocr.readers.chat.reader import ChatReader
    from invoice_ocr.reports.summary import Summary, summarise_reports

__version__ = "0.1.0"

_HOMES = {
    "checks": ("explain", "run_checks"),
    "checks.subject": ("Subject",),
    "documents": ("Limits", "open_document"),
    "errors": (
        *("DamagedDocument", "DocumentError", "DocumentTooLarge", "DocumentUnreachable", "EncryptedDocument"),
        *("EndpointError", "InvoiceOcrError", "ReaderError", "ReplyError", "ReportError", "UnsupportedDocument"),
        *("SpendCapReached", "UsageError", "ValueParseError"),
    ),
    "export": ("Derived", "Export", "ExportError", "read_mapping"),
    "model.document": ("Document",),
    "model.finding": ("Finding", "Proposal"),
    "model.geometry": ("Box", "Frame"),
    "model.purchase": (
        *("Address", "AllowanceCharge", "Invoice", "Labels", "Line", "Party", "PaymentDetails", "Period"),
        *("PrecedingInvoice", "Purchase", "Receipt", "Tax", "Tender"),
    ),
    "model.readback": ("read_report", "read_reports"),
    "model.reader": ("Reader",),
    "model.reading": ("Claim", "PageReading", "Reading", "Usage", "Word"),
    "model.report": ("Evidence", "Failure", "Leftover", "ReadingSummary", "Report", "Source"),
    "model.schema": ("build_schema",),
    "pipeline.checking": ("check",),
    "pipeline.extraction": ("extract", "extract_all", "extract_async"),
    "pipeline.history": ("History",),
    "pipeline.many": ("extract_many", "extract_many_async"),
    "pipeline.picturing": ("render_report",),
    "readers": ("make_reader",),
    "readers.chat.reader": ("ChatReader",),
    "reports.summary": ("Summary", "summarise_reports"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_RENAMED = {  # `invoice_ocr.export` is the package of that name
    "convert_report": ("export", "convert"),
    "export_report": ("export", "export"),
    "ExportSettings": ("export", "Settings"),
}

__all__ = [
    "Address",
    "AllowanceCharge",
    "Box",
    "ChatReader",
    "Claim",
    "DamagedDocument",
    "Derived",
    "Document",
    "DocumentError",
    "DocumentTooLarge",
    "DocumentUnreachable",
    "EncryptedDocument",
    "EndpointError",
    "Evidence",
    "Export",
    "ExportError",
    "ExportSettings",
    "Failure",
    "Finding",
    "Frame",
    "History",
    "Invoice",
    "InvoiceOcrError",
    "Labels",
    "Leftover",
    "Limits",
    "Line",
    "PageReading",
    "Party",
    "PaymentDetails",
    "Period",
    "PrecedingInvoice",
    "Proposal",
    "Purchase",
    "Reader",
    "ReaderError",
    "Reading",
    "ReadingSummary",
    "Receipt",
    "ReplyError",
    "Report",
    "ReportError",
    "Source",
    "SpendCapReached",
    "Subject",
    "Summary",
    "Tax",
    "Tender",
    "UnsupportedDocument",
    "Usage",
    "UsageError",
    "ValueParseError",
    "Word",
    "build_schema",
    "check",
    "convert_report",
    "explain",
    "export_report",
    "extract",
    "extract_all",
    "extract_async",
    "extract_many",
    "extract_many_async",
    "make_reader",
    "open_document",
    "read_mapping",
    "read_report",
    "read_reports",
    "render_report",
    "run_checks",
    "summarise_reports",
]


def __getattr__(name: str) -> object:
    """Load a public name from its home on first use (PEP 562)."""
    home, original = _RENAMED.get(name) or (_HOME_OF.get(name), name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), original)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
