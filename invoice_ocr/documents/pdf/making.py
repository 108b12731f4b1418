"""What a PDF says of its own making."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from invoice_ocr.documents.pdf.library import pdfium_alone

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Making:
    """``saves`` counts how often the file was saved onto itself (incremental updates); the dates are as it says."""

    created: datetime | None
    modified: datetime | None
    saves: int
    producer: str


def making_of(data: bytes) -> Making:
    """The making of a PDF that can be opened.

    A file that is laid out for the web ends twice without having been saved again, and so is not counted.
    """
    with pdfium_alone(), PdfDocument(data) as document:
        said = document.get_metadata_dict()
    ends = len(re.findall(rb"startxref\s+\d+\s+%%EOF", data)) - (b"/Linearized" in data[:2048])
    return Making(
        pdf_date(said.get("CreationDate", "")), pdf_date(said.get("ModDate", "")), max(0, ends - 1), said["Producer"]
    )


def pdf_date(text: str) -> datetime | None:
    """A date as PDF writes it (ISO 32000-1, 7.9.4), without a zone taken as UTC; None where it is none.

    >>> pdf_date("D:20260512093000+02'00'").isoformat()
    '2026-05-12T09:30:00+02:00'
    """
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, _, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    parts = [
        int(part) if part else default
        for part, default in zip((month, day, hour, minute, second), (1, 1, 0, 0, 0), strict=True)
    ]
    try:
        return datetime(int(year), parts[0], parts[1], parts[2], parts[3], parts[4], tzinfo=timezone(offset))
    except ValueError:
        return None
