"""Files to open, made on the spot."""

from __future__ import annotations

import io
import struct
import zlib

from fpdf import FPDF
from PIL import Image, ImageDraw

A4 = (595.28, 841.89)
LINES = (
    "Invoice number INV-2024-0017 of 12 March 2024",
    "Please pay the total amount to the bank account below",
    "Consulting services for the month of February 12.50",
    "Travel expenses and accommodation in Rotterdam 310.00",
    "Subtotal 322.50 plus value added tax of 21 percent 67.73",
    "Total amount due 390.23 payable within thirty days",
)


def photo(size=(320, 240), mode="RGB"):
    """A picture with a red corner top left and a blue one bottom right."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.rectangle((0, 0, width // 4, height // 4), fill=(220, 20, 20))
    draw.rectangle((width * 3 // 4, height * 3 // 4, width, height), fill=(20, 20, 220))
    return picture.convert(mode)


def encoded(picture, form, **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def png_of(width, height):
    """A valid PNG of one colour, of any size, without its pixels ever being in memory."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    squeeze = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    body = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def page_writer(size=A4, font_size=12):
    pdf = FPDF(unit="pt", format=size)
    pdf.set_auto_page_break(False)  # the library's own signature
    pdf.set_font("helvetica", size=font_size)
    return pdf


def text_pdf(lines=LINES, pages=1):
    pdf = page_writer()
    for _ in range(pages):
        pdf.add_page()
        for number, line in enumerate(lines):
            pdf.text(60, 90 + 24 * number, line)
    return bytes(pdf.output())


def stream(body, entries=b""):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(body), body)


def raw_pdf(*objects):
    """A PDF of the given objects; the first is the catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def content_pdf(content, page=b"", *more):
    """One page with this content stream, font F1 as object 5; ``page`` adds entries to the page, ``more`` objects."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>%s>>"
        % (page if b"/MediaBox" in page else b"/MediaBox[0 0 400 300]" + page),
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *more,
    )


def shown(x, y, text, size=12, extra=b""):
    return b"BT /F1 %d Tf %s %d %d Td (%s) Tj ET\n" % (size, extra, x, y, text)


def mapped_pdf(content, codes):
    """A page whose font has this character map: code to text."""
    entries = "".join(f"<{code:02X}> <{text.encode('utf-16-be').hex()}>\n" for code, text in codes.items())
    table = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    table += f"{len(codes)} beginbfchar\n{entries}endbfchar endcmap end"
    plain = content_pdf(content, b"", stream(table.encode()))
    return plain.replace(b"/Encoding/WinAnsiEncoding", b"/ToUnicode 6 0 R/N 123456")


def texts(layer):
    return [word.text for word in layer.words]


def runs(layer):
    """The words of each run, joined."""
    found = {}
    for word in layer.words:
        found.setdefault(word.line, []).append(word.text)
    return [" ".join(words) for words in found.values()]
