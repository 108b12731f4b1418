"""Whether the text of a page is what a person sees: sound pages pass, each kind of unsound one is named."""

from __future__ import annotations

import io

import pytest
from document_makers import (
    A4,
    LINES,
    content_pdf,
    encoded,
    mapped_pdf,
    page_writer,
    photo,
    runs,
    shown,
    text_pdf,
    texts,
)
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from invoice_ocr.documents import open_document
from invoice_ocr.documents.pdf.charmap import broken_map


def read(data):
    return open_document(data).pages[0].text_layer()


def written(draw):
    """A page that ``draw`` fills."""
    pdf = page_writer()
    pdf.add_page()
    draw(pdf)
    return bytes(pdf.output())


def lines(pdf, texts_=LINES, top=90):
    for number, line in enumerate(texts_):
        pdf.text(60, top + 24 * number, line)


def picture_of(texts_=LINES, size=(1240, 900)):
    """A scan of these lines, at 150 dpi."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(25)
    for number, line in enumerate(texts_):
        draw.text((125, 100 + 50 * number), line, font=font, fill="black")
    return encoded(picture, "JPEG")


def test_a_sound_page():
    layer = read(text_pdf())
    assert layer.suspect == ""
    assert runs(layer) == list(LINES)


def test_a_blank_page_is_sound_and_has_no_words():
    layer = read(content_pdf(b""))
    assert (layer.words, layer.suspect) == ((), "")


def test_a_page_with_drawings_and_without_text():
    layer = read(content_pdf(b"20 20 200 100 re f"))
    assert (layer.words, layer.suspect) == ((), "it carries no text")


def test_a_scan():
    layer = read(written(lambda pdf: pdf.image(picture_of(), 0, 0, 595)))
    assert layer.words == ()
    assert layer.suspect.startswith("all of what it shows is in pictures")


def test_a_partly_scanned_page():
    def draw(pdf):
        lines(pdf)
        pdf.image(picture_of(LINES[:3], (1240, 400)), 0, 400, 595)

    layer = read(written(draw))
    assert len(layer.words) > 20
    assert layer.suspect.startswith("a part of what it shows is in pictures")


def test_ordinary_drawings_are_no_text():
    def draw(pdf):
        lines(pdf)
        pdf.image(encoded(photo(), "PNG"), 400, 20, 120)
        pdf.set_fill_color(230, 230, 240)
        pdf.rect(50, 300, 480, 20, style="F")
        for number in range(20):
            pdf.line(50, 320 + 18 * number, 530, 320 + 18 * number)
            pdf.line(50 + 24 * number, 320, 50 + 24 * number, 662)
        for number in range(80):
            pdf.rect(60 + 3 * number, 700, 1 + number % 2, 50, style="F")  # a barcode
        for number in range(900):
            if number * 7919 % 5 < 2:
                pdf.rect(420 + 3 * (number % 30), 690 + 3 * (number // 30), 3, 3, style="F")  # a QR code
        pdf.image(picture_of(("ACME Trading",), (500, 200)), 60, 20, 100)  # a logo

    assert read(written(draw)).suspect == ""


def test_white_text_on_a_dark_bar_is_seen():
    def draw(pdf):
        lines(pdf)
        pdf.set_fill_color(20, 40, 90)
        pdf.rect(50, 300, 480, 20, style="F")
        pdf.set_text_color(255)
        pdf.text(60, 314, "Description and Amount")

    layer = read(written(draw))
    assert layer.suspect == ""
    assert "Description and Amount" in runs(layer)


@pytest.mark.parametrize("hiding", ["mode 3", "white", "covered", "clipped"])
def test_a_few_invisible_words_are_left_out(hiding):
    secret = {
        "mode 3": b"BT 3 Tr /F1 12 Tf 20 60 Td (pay 9999.99) Tj ET",
        "white": b"1 g " + shown(20, 60, b"pay 9999.99") + b" 0 g",
        "covered": shown(20, 60, b"pay 9999.99") + b" 1 g 10 50 200 30 re f 0 g",
        "clipped": b"q 0 0 5 5 re W n " + shown(20, 60, b"pay 9999.99") + b" Q",
    }[hiding]
    seen = shown(20, 200, b"Total amount due within thirty days") + shown(20, 180, b"of the date of the invoice 12.50")
    layer = read(content_pdf(seen + secret))
    assert layer.suspect == ""
    assert "9999.99" not in texts(layer)
    assert "12.50" in texts(layer)


def test_transparent_text_is_left_out():
    def draw(pdf):
        lines(pdf)
        with pdf.local_context(fill_opacity=0):
            pdf.text(60, 500, "pay 9999.99")

    layer = read(written(draw))
    assert "9999.99" not in texts(layer)
    assert layer.suspect == ""


def test_much_invisible_text():
    layer = read(content_pdf(shown(20, 200, b"Total 12.50") + b"1 g " + shown(20, 150, b"four words in white")))
    assert layer.suspect == "4 of its 6 words are invisible"
    assert texts(layer) == ["Total", "12.50"]


@pytest.mark.parametrize("under", [True, False])
def test_the_ocr_of_a_scanner(under):
    def draw(pdf):
        if not under:
            pdf.image(picture_of(), 0, 0, 595)
            pdf._out("3 Tr")  # noqa: SLF001  # the library has no name for it
        lines(pdf, top=65)
        if under:
            pdf.image(picture_of(), 0, 0, 595)

    layer = read(written(draw))
    assert layer.suspect == "its text lies under a picture or was added by a scanner's OCR"
    assert len(layer.words) > 20


def test_a_letterhead_in_the_background_hides_nothing():
    def draw(pdf):
        ground = Image.new("RGB", (600, 840), (250, 248, 240))
        ImageDraw.Draw(ground).rectangle((0, 0, 600, 40), fill=(30, 90, 60))
        pdf.image(encoded(ground, "PNG"), 0, 0, *A4)
        lines(pdf)

    layer = read(written(draw))
    assert layer.suspect == ""
    assert runs(layer) == list(LINES)


def test_a_number_that_was_pasted_over():
    old, patch, new = shown(20, 100, b"99.00"), b"1 g 15 95 60 16 re f 0 g ", shown(20, 100, b"12.50")
    layer = read(content_pdf(shown(20, 200, b"Total amount due") + old + patch + new))
    assert texts(layer) == ["Total", "amount", "due", "12.50"]
    assert layer.suspect == ""


def test_a_line_that_was_pasted_over_in_part():
    old, patch, new = shown(20, 100, b"Total due 99.00"), b"1 g 70 95 60 16 re f 0 g ", shown(75, 100, b"12.50")
    layer = read(content_pdf(shown(20, 200, b"Invoice") + old + patch + new))
    assert layer.suspect == "something was pasted over a part of its text"


def test_numbers_over_each_other():
    layer = read(content_pdf(shown(20, 200, b"Total") + shown(20, 100, b"99.00") + shown(21, 101, b"12.50")))
    assert layer.suspect == "numbers are printed over each other: 99.00, 12.50"


def test_a_watermark_is_no_matter():
    content = b"".join(shown(20, 220 - 20 * number, line.encode(), 10) for number, line in enumerate(LINES))
    content = b"0.85 g " + shown(10, 130, b"DUPLICATE", 70) + b" 0 g " + content
    layer = read(content_pdf(content))
    assert layer.suspect == ""
    assert "390.23" in texts(layer)


class Outlines(BasePen):
    """Writes the outlines of letters as a page's content."""

    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.content = []

    def _moveTo(self, point):  # noqa: N802  # the names are the library's
        self.content.append(f"{point[0]} {point[1]} m")

    def _lineTo(self, point):  # noqa: N802  # the names are the library's
        self.content.append(f"{point[0]} {point[1]} l")

    def _curveToOne(self, *points):  # noqa: N802  # the names are the library's
        self.content.append(" ".join(str(value) for point in points for value in point) + " c")

    def _closePath(self):  # noqa: N802  # the names are the library's
        self.content.append("h")


def test_outlines_instead_of_text():
    font = TTFont(io.BytesIO(ImageFont.load_default(20).font_bytes))
    names, glyphs = font.getBestCmap(), font.getGlyphSet()
    pen = Outlines(glyphs)
    for number, line in enumerate(LINES):
        pen.content.append(f"q 0.011 0 0 0.011 20 {250 - 20 * number} cm")
        for letter in line:
            glyph = glyphs[names[ord(letter)]]
            glyph.draw(pen)
            pen.content.append(f"f 1 0 0 1 {glyph.width} 0 cm")
        pen.content.append("Q")
    layer = read(content_pdf("\n".join([*pen.content, ""]).encode() + shown(20, 100, b"Page 1 of 1")))
    assert texts(layer) == ["Page", "1", "of", "1"]
    assert layer.suspect.startswith("a part of what it shows is in pictures or outlines")


def mapped(shift):
    content = b"".join(shown(20, 250 - 20 * number, line.encode(), 10) for number, line in enumerate(LINES))
    return mapped_pdf(content, {code: shift(code) for code in range(33, 127)})


def test_a_character_map_that_shifts():
    assert "vowels" in read(mapped(lambda code: chr(max(code - 29, 33)))).suspect


def test_a_character_map_that_leaves_enough_vowels():
    layer = read(mapped(lambda code: chr(code + 1) if chr(code).isalpha() and chr(code) not in "zZ" else chr(code)))
    assert layer.suspect == "the words are of no language"


@pytest.mark.parametrize("sign", ["\ufffd", "\ue012", "\x06"])
def test_a_font_without_a_character_map(sign):
    layer = read(mapped(lambda code: sign if chr(code).isdigit() else chr(code)))
    assert layer.suspect.endswith("have no meaning outside of their font")


def test_an_icon_is_left_out():
    layer = read(mapped_pdf(shown(20, 200, b"A Total amount due 12.50"), {0x41: "\uf095"}))
    assert texts(layer) == ["Total", "amount", "due", "12.50"]
    assert layer.suspect == ""


@pytest.mark.parametrize(
    "words",
    [
        "12,50 99.00 2024-03-12 INV-17 100 % 7 19",
        (
            "Szczegółowy opis przedsięwzięcia wykonanego w Bydgoszczy dla klienta z Wrzeszcza według zamówienia z dnia "
            "trzynastego czerwca roku bieżącego oraz następnych miesięcy zgodnie z umową ramową o współpracy handlowej "
            "między stronami tego dokumentu księgowego przygotowanego przez dział rozliczeń"
        ),
        (
            "Donaudampfschifffahrtsgesellschaft Angstschweiß Rechtsschutzversicherung Borschtsch Herbststurm Geschäfts"
            "abschluss Wirtschaftsprüfung Schrank Pflanze Strumpf Kopfschmerz Deutschschweiz"
        ),
        (
            "Trčka Brno smrt krk vlk prst čtvrtek zmrzlina vzdělání škola město hrdlo strč skrz závod výrobek služba "
            "cena hodina množství strana popis datum dodavatel odběratel splatnost úhrada celkem základ sazba"
        ),
        "DHL UPS GTIN SKU EAN XLR HDMI VGA DDR SSD NVMe USB RJ PCIe GmbH KG CHF NOK SEK DKK HRB IBAN BIC",
        "株式会社 請求書 合計 金額 消費税 小計",
        "Счёт на оплату итого сумма без налога всего к оплате наименование количество цена",
    ],
)
def test_languages_codes_and_numbers_are_no_broken_map(words):
    assert broken_map(words.split()) == ""
