"""Names the formats that people try and that this version does not read, so that the error can say what to do."""

from __future__ import annotations

import re

_PRINT = "Open it and print or export it to PDF."
_UNPACK = "Unpack it and pass the files inside."
_ENVELOPE = "Save the attached PDF or picture and pass that."
_STRUCTURED = "Of XML, UBL, CII, FatturaPA and Facturae are read; pass the PDF that came with it."

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office or Outlook file", _PRINT),
    (b"{\\rtf", "a rich-text file", _PRINT),
    (b"%!PS", "a PostScript file", "Convert it to PDF."),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"8BPS", "a Photoshop file", "Export it as PNG or PDF."),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image", "Convert it to PNG or JPEG."),
    (b"\xff\x0a", "a JPEG XL image", "Convert it to PNG or JPEG."),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL image", "Convert it to PNG or JPEG."),
    (b"\x7fELF", "a program", "Pass the invoice or receipt itself."),
    (b"MZ", "a program", "Pass the invoice or receipt itself."),
)
_ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", _PRINT),
    (b"xl/", "an Excel workbook", _PRINT),
    (b"ppt/", "a PowerPoint file", _PRINT),
    (b"opendocument", "an OpenDocument file", _PRINT),
)
_MAIL = re.compile(
    rb"From |(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|MIME-Version|Message-ID): ", re.IGNORECASE
)
_CONTROLS = {*range(32)} - {*b"\t\n\r\f\x1b"}


def describe(data: bytes) -> tuple[str, str]:
    """What the bytes look like, with its article, and what to do about it."""
    for signature, kind, remedy in _SIGNATURES:
        if data.startswith(signature):
            return kind, remedy
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    return _text(data[:4096])


def _zipped(data: bytes) -> tuple[str, str]:
    names = data[:4096] + data[-65_536:]  # entry names stand in the central directory, at the end
    for mark, kind, remedy in _ZIPPED:
        if mark in names:
            return kind, remedy
    return "a ZIP archive", _UNPACK


def _text(head: bytes) -> tuple[str, str]:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    low = text.lower()
    if low.startswith((b"<!doctype html", b"<html")) or b"<html" in low[:1024]:
        return "a web page", "If it is a log-in page, download the file in a browser; else print the page to PDF."
    if low.startswith(b"<svg") or b"<svg" in low[:1024]:
        return "an SVG drawing", "Export it as PNG or PDF."
    if low.startswith(b"<"):
        return "an XML file", _STRUCTURED
    if _MAIL.match(text):
        return "an e-mail", _ENVELOPE
    if _is_text(head):
        return "plain text", "Print it to PDF, or pass the original document."
    return "of an unknown format", "Convert it to PDF, PNG or JPEG."


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte in _CONTROLS for byte in head)
    return b"\0" not in head and controls * 50 <= len(head)
