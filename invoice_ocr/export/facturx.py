"""Factur-X (ZUGFeRD 2): the document that the report was read from, with the invoice inside as CII.

Specification: https://fnfe-mpe.org/factur-x/. The page stays as it was; a picture becomes a page of a PDF. The
library `factur-x` embeds the XML and writes the metadata of PDF/A-3; whether the whole conforms to PDF/A depends on the
fonts and colours of the source, which nobody changes here.
"""

from __future__ import annotations

import importlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.en16931.profiles import EN16931_CII, EXTENDED
from invoice_ocr.export.en16931.writing import write_profile
from invoice_ocr.export.exported import Export
from invoice_ocr.export.extras import load
from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from invoice_ocr.export.en16931.preparing import Profile
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report

_PICTURES: Final = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
_REMEDY: Final = "Give the PDF or picture that the report was read from (--source, Settings.source)."


def as_facturx(report: Report[Any], settings: Settings) -> Export:
    """A PDF with the profile EN 16931 inside."""
    return _embedded(report, settings, EN16931_CII, "en16931")


def as_facturx_extended(report: Report[Any], settings: Settings) -> Export:
    """A PDF with the profile EXTENDED inside."""
    return _embedded(report, settings, EXTENDED, "extended")


def _embedded(report: Report[Any], settings: Settings, profile: Profile, level: str) -> Export:
    made = write_profile(report, settings, profile)
    if settings.source is None:
        raise ExportError("Factur-X carries the page itself, which is missing.", paths=("source",), remedy=_REMEDY)
    factur_x = load("facturx", extra="facturx")
    pages = settings.source if settings.source.startswith(b"%PDF") else _as_pdf(settings.source)
    try:
        whole: bytes = factur_x.generate_from_binary(
            pages, made.content, flavor="factur-x", level=level, check_xsd=False
        )
    except (load("pypdf", extra="facturx").errors.PyPdfError, ValueError, OSError, KeyError) as error:
        raise ExportError(f"The PDF can't be added to ({error}).", paths=("source",), remedy=_REMEDY) from error
    return Export(whole, made.derived, made.dropped)


def _as_pdf(picture: bytes) -> bytes:
    """The pictures of a file, upright, one a page."""
    image = importlib.import_module("PIL.Image")
    turn = importlib.import_module("PIL.ImageOps").exif_transpose
    sequence = importlib.import_module("PIL.ImageSequence")
    try:
        with image.open(BytesIO(picture), formats=_PICTURES) as opened:
            pages = [turn(page).convert("RGB") for page in sequence.Iterator(opened)]
    except (OSError, ValueError, image.DecompressionBombError) as error:
        remedy = f"{_REMEDY} Pictures may be {', '.join(_PICTURES)}."
        raise ExportError(
            "The source is no PDF and no picture that we write.", paths=("source",), remedy=remedy
        ) from error
    made = BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return made.getvalue()
