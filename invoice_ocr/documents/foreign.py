"""Names the formats that people try and that this version does not read, so that the error can say what to do."""

from __future__ import annotations

_PRINT = "Open it and print or export it to PDF."
_UNPACK = "Unpack it and pass the files inside."
_TNEF = "Have it sent again as HTML or plain text, or take the files out with a program for winmail.dat and pass those."
_OUTLOOK = "Save it in Outlook as .eml, or save what is attached and pass that."
_SEALED = "Open it in the mail program and save what is inside. Of a signed e-invoice (.xml.p7m), pass the XML itself."
_STRUCTURED = "Of XML, UBL, CII, FatturaPA and Facturae are read; pass the PDF that came with it."

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", _PRINT),
    (b"{\\rtf", "a rich-text file", _PRINT),
    (b"\x78\x9f\x3e\x22", "an envelope of Outlook (winmail.dat)", _TNEF),
    (
        b"-----BEGIN PGP MESSAGE",
        "an encrypted message (PGP)",
        "Decrypt it in the mail program and pass what is attached.",
    ),
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
ARCHIVE = "a ZIP archive"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MSG = "__substg1.0_".encode("utf-16-le")
_PKCS7 = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
"""The object identifier that signed and encrypted data begin with."""

_CONTROLS = {*range(32)} - {*b"\t\n\r\f\x1b"}


def describe(data: bytes) -> tuple[str, str]:
    """What the bytes look like, with its article, and what to do about it."""
    if data.startswith(_OLE) and _MSG in data:
        return "an Outlook message (.msg)", _OUTLOOK
    if data[:1] == b"\x30" and _PKCS7 in data[:64]:
        return "signed or encrypted (PKCS #7)", _SEALED
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
    return ARCHIVE, _UNPACK


def _text(head: bytes) -> tuple[str, str]:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    low = text.lower()
    if low.startswith((b"<!doctype html", b"<html")) or b"<html" in low[:1024]:
        return "a web page", "If it is a log-in page, download the file in a browser; else print the page to PDF."
    if low.startswith(b"<svg") or b"<svg" in low[:1024]:
        return "an SVG drawing", "Export it as PNG or PDF."
    if low.startswith(b"<"):
        return "an XML file", _STRUCTURED
    if _is_text(head):
        return "plain text", "Print it to PDF, or pass the original document."
    return "of an unknown format", "Convert it to PDF, PNG or JPEG."


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte in _CONTROLS for byte in head)
    return b"\0" not in head and controls * 50 <= len(head)
