"""The embedded engine on drawn pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from drawn_pages import LATIN, draw, font_file, texts
from PIL import Image, ImageDraw, ImageFont

from invoice_ocr.model.geometry import Box


def found(page, text):
    return next(word for word in page.words if word.text == text)


def overlap(one, other):
    """Intersection over union."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / (one.width * one.height + other.width * other.height - wide * high)


def test_reads_words_row_by_row(engine, receipt):
    page = engine.read(receipt)
    assert page.source == "ocr"
    assert page.frame.turn == 0
    assert page.unread == ()
    text = " ".join(texts(page))
    assert text.startswith("Corner Bakery Ltd 12 High Street, Leeds Invoice No. A-1234 Date 14/03/2024")
    assert "Wholemeal loaf 4.50 Cheese scones x 3 6.30 Total 10.80" in text


def test_words_of_a_line_share_its_number(engine, receipt):
    page = engine.read(receipt)
    assert found(page, "Corner").line == found(page, "Ltd").line != found(page, "Total").line
    assert all(0.9 < word.confidence <= 1 for word in page.words)


def test_boxes_lie_on_the_ink(engine):
    picture = draw([(60, 100, "Total amount 123.45")], size=(600, 300))
    latin = ImageFont.truetype(font_file(LATIN), 30)
    start = 60.0
    page = engine.read(picture)
    for text in ("Total", "amount", "123.45"):
        left, top, right, bottom = latin.getbbox(text)
        drawn = Box(start + left, 100 + top, start + right, 100 + bottom)
        box = found(page, text).box
        assert abs(box.left - drawn.left) < 4
        assert abs(box.right - drawn.right) < 4
        assert overlap(box, drawn) > 0.5
        start += latin.getlength(text) + latin.getlength(" ")


def test_a_wide_gap_parts_words(engine):
    page = engine.read(draw([(40, 50, "Coffee"), (230, 50, "2.40")], size=(500, 150)))
    assert texts(page) == ["Coffee", "2.40"]


def test_lone_digits_are_read(engine):
    lines = [(100 * column, 60 * row + 40, str(row)) for row in range(1, 10) for column in range(1, 4)]
    page = engine.read(draw(lines, size=(1600, 2000), height=24))
    assert sorted(texts(page)) == sorted(text for _, _, text in lines)


def test_accents_and_signs(engine):
    page = engine.read(draw([(40, 40, "Königsstraße Größe ñandú Façade 12,50 €")], size=(900, 150)))
    assert texts(page) == ["Königsstraße", "Größe", "ñandú", "Façade", "12,50", "€"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(engine, receipt, receipt_words, turn):
    page = engine.read(receipt.rotate(turn, expand=True))
    assert page.frame.turn == turn
    assert receipt_words <= set(texts(page))
    upright = engine.read(receipt)
    for word in ("Corner", "10.80"):
        assert overlap(found(page, word).box, found(upright, word).box) > 0.7
    left, top, right, bottom = page.frame.to_page(found(page, "10.80").box)
    width, height = receipt.rotate(turn, expand=True).size
    ink = receipt.rotate(turn, expand=True).crop(
        (int(left * width), int(top * height), int(right * width), int(bottom * height))
    )
    assert ink.getextrema()[0][0] < 60


@pytest.mark.parametrize("angle", [-10, -5, 5, 10])
def test_a_skewed_page_is_levelled(engine, receipt, receipt_words, angle):
    page = engine.read(receipt.rotate(angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC))
    assert page.frame.skew == pytest.approx(angle, abs=0.7)
    assert len(receipt_words - set(texts(page))) <= 1
    rows = [found(page, word).box for word in ("Total", "10.80")]
    assert abs(rows[0].y - rows[1].y) < 8


def test_a_long_receipt_keeps_its_small_print(engine):
    lines = [(20, 40 * row, f"Article {row:03} {row}.50") for row in range(1, 98)]
    page = engine.read(draw(lines, size=(420, 4000), height=22))
    assert {f"{row}.50" for row in range(1, 98)} <= set(texts(page))
    assert len(page.words) == 3 * 97


def test_text_up_the_margin(engine, receipt, receipt_words):
    picture = receipt.copy()
    picture.paste(draw([(10, 8, "Registered in England")], size=(400, 50)).rotate(90, expand=True), (840, 100))
    page = engine.read(picture)
    assert receipt_words | {"Registered", "England"} <= set(texts(page))
    assert found(page, "England").box.height > 2 * found(page, "England").box.width


def test_light_text_on_dark(engine):
    picture = Image.new("RGB", (600, 200), "black")
    latin = ImageFont.truetype(font_file(LATIN), 30)
    ImageDraw.Draw(picture).text((40, 80), "GRAND TOTAL 99.00", font=latin, fill="white")
    assert texts(engine.read(picture)) == ["GRAND", "TOTAL", "99.00"]


def test_the_dots_of_a_needle_printer_run_together(engine):
    small = Image.new("1", (146, 52))
    pen = ImageDraw.Draw(small)
    for row, line in enumerate(("FALCON FUELS", "VAT 19%     12.80", "TOTAL EUR   80.16")):
        pen.text((8, 6 + 14 * row), line, fill=1, font=ImageFont.load_default(size=10))
    paper = Image.new("RGB", (small.width * 7, small.height * 7), "white")
    ink = ImageDraw.Draw(paper)
    for x in range(small.width):
        for y in range(small.height):
            if small.getpixel((x, y)):
                ink.ellipse((7 * x + 1.5, 7 * y + 1.5, 7 * x + 5.5, 7 * y + 5.5), fill=(40, 40, 60))
    read = texts(engine.read(paper))
    assert {"FALCON", "FUELS", "12.80", "80.16"} <= {*read}


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 2), (64, 64), (6000, 5000)])
def test_a_blank_picture_has_no_words(engine, size):
    page = engine.read(Image.new("RGB", size, "white"))
    assert page.words == ()
    assert page.unread == ()
    assert (page.frame.width, page.frame.height) == size


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "CMYK"])
def test_any_mode_of_picture(engine, receipt, mode):
    assert "10.80" in texts(engine.read(receipt.convert(mode)))


def test_threads_share_the_engine(engine, receipt):
    pictures = [receipt, receipt.rotate(180), receipt.resize((1200, 800)), receipt.convert("L")] * 3
    alone = [texts(engine.read(picture)) for picture in pictures[:4]]
    with ThreadPoolExecutor(4) as pool:
        together = [texts(page) for page in pool.map(engine.read, pictures)]
    assert together == alone * 3
