"""How the characters of a PDF become words and runs of text."""

from __future__ import annotations

import pytest
from document_makers import content_pdf, mapped_pdf, page_writer, runs, shown, stream, texts
from fpdf.enums import XPos, YPos

from invoice_ocr.documents import open_document
from invoice_ocr.documents.pdf.glyphs import Glyph, Pen
from invoice_ocr.documents.pdf.words import words_of
from invoice_ocr.errors import DocumentTooLarge


def layer_of(content, page=b"", *more):
    layer = open_document(content_pdf(content, page, *more)).pages[0].text_layer()
    assert layer.suspect == ""
    return layer


def read_mapped(content, codes):
    return open_document(mapped_pdf(content, codes)).pages[0].text_layer()


def test_words_and_runs():
    layer = layer_of(
        shown(20, 200, b"Invoice number 17") + shown(250, 200, b"12.50 EUR") + shown(20, 180, b"Second line")
    )
    assert runs(layer) == ["Invoice number 17", "12.50 EUR", "Second line"]
    assert [word.confidence for word in layer.words] == [1.0] * 7
    first = layer.words[0].box
    assert first.left == 20
    assert first.top < 300 - 200 - 8 < 300 - 200 < first.bottom
    assert (layer.width, layer.height) == (400, 300)


def test_pieces_that_are_drawn_out_of_order():
    layer = layer_of(shown(20, 180, b"below") + shown(100, 200, b"right") + shown(20, 200, b"left"))
    assert texts(layer) == ["left", "right", "below"]


def test_gaps_without_blanks_part_words():
    assert texts(layer_of(b"BT /F1 12 Tf 20 200 Td [(Total) -280 (due) -3000 (12) -20 (.50)] TJ ET")) == [
        "Total",
        "due",
        "12.50",
    ]


def test_columns_that_touch_do_not_glue():
    # Courier advances 7.2 at 12 points: "100.00" ends at 63.2.
    content = shown(20, 200, b"100.00") + shown(65, 200, b"19.00")
    data = content_pdf(content).replace(b"/BaseFont/Helvetica", b"/BaseFont/Courier")
    assert texts(open_document(data).pages[0].text_layer()) == ["100.00", "19.00"]


def test_a_word_drawn_in_pieces_is_one_word():
    content = b"BT /F1 12 Tf 20 200 Td (INV) Tj (-2024) Tj /F1 12.5 Tf (-17) Tj ET"
    assert texts(layer_of(content)) == ["INV-2024-17"]


def test_spaced_out_letters_are_one_word():
    assert texts(layer_of(b"BT /F1 14 Tf 5 Tc 20 200 Td (INVOICE) Tj 30 0 Td ET")) == ["INVOICE"]
    assert texts(layer_of(b"BT /F1 14 Tf 2 Tc 20 200 Td (TAX INVOICE) Tj ET")) == ["TAX", "INVOICE"]


def letters(pairs, size=10):
    """Each letter an object of its own, as browsers print them: its left edge, perhaps its size."""
    return b"".join(
        b"BT /F1 %d Tf %.2f 200 Td (%c) Tj ET\n" % (given[0] if given else size, left, ord(letter))
        for letter, left, *given in pairs
    )


# Courier advances 6 at 10 points.
@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        pytest.param(letters([("A", 20), ("A", 27.1), ("N", 34.2)]), ["AAN"], id="closer than any blank"),
        pytest.param(letters([("F", 20), ("A", 26.1), ("C", 33.2), ("T", 40.3)]), ["FACT"], id="a kerned pair begins"),
        pytest.param(letters([("D", 20), ("A", 26.7), ("T", 33), ("U", 40.1)]), ["DATU"], id="a kerned pair inside"),
        pytest.param(letters([("1", 20), ("2", 27.1), (".", 34.2), ("5", 41.3)]), ["12.5"], id="spaced digits"),
        pytest.param(
            letters([("B", 20), ("I", 29), ("L", 38), ("L", 47), ("T", 63), ("O", 72)]),
            ["BILL", "TO"],
            id="a short word beside a long one",
        ),
        pytest.param(letters([("T", 20), ("O", 29)]), ["T", "O"], id="too short to be told from signs in columns"),
        pytest.param(
            letters([("A", 20), ("b", 26.5), ("c", 33), ("D", 42), ("e", 48.5), ("f", 55)]),
            ["Abc", "Def"],
            id="a blank that is wider than the spacing",
        ),
        pytest.param(
            letters([("V", 20, 14), ("i", 29, 10), ("l", 35.5, 10), ("l", 42, 10), ("a", 48.5, 10)]),
            ["Villa"],
            id="small capitals",
        ),
    ],
)
def test_letters_at_even_distances(drawn, words):
    assert texts(in_courier(drawn)) == words


def test_blanks_without_width_between_spaced_letters():
    # Two files' ways of the same letters: 6 points wide at 10 points, 3 apart, and a wider gap between the words.
    lefts = dict(zip("CFDIde", (20, 29, 38, 47, 62, 71), strict=True))
    pen = Pen(10, 10, level=True, order=0, drawn=None)
    letters = [Glyph(letter, left, left + 6, 100, 92, 102, pen) for letter, left in lefts.items()]
    blanks = [Glyph(" ", left + 9, left + 9, 100, 92, 102, pen) for left in lefts.values()]
    mixed = [glyph for pair in zip(letters, blanks, strict=True) for glyph in pair]
    assert [found.word.text for found in words_of(mixed)] == ["CFDI", "de"]


def test_a_font_that_is_slanted_to_look_italic():
    # The box of a slanted letter reaches over its neighbour, whatever lies between them.
    drawn = b"".join(
        b"BT /F1 1 Tf 10 0 2.5 10 %d 200 Tm (%c) Tj ET\n" % (20 + 6 * place, letter)
        for place, letter in enumerate(b"due date")
        if letter != ord(" ")
    )
    assert texts(in_courier(drawn)) == ["due", "date"]


def test_digits_in_columns_are_not_drawn_together():
    content = b"".join(shown(20 + 13 * number, 200, b"%d" % number) for number in range(1, 6))
    assert texts(layer_of(content)) == ["1", "2", "3", "4", "5"]


def test_superscripts_stay_apart():
    content = shown(20, 200, b"12", 20) + shown(42, 209, b"99", 10)
    assert sorted(texts(layer_of(content))) == ["12", "99"]


def test_faked_bold_is_read_once():
    whole = shown(20, 200, b"Total 12.50") + b"0.4 0 0 0.4 k\n" + b"BT /F1 12 Tf 20.4 200 Td (Total 12.50) Tj ET"
    assert texts(layer_of(whole)) == ["Total", "12.50"]
    letters = b"".join(
        b"BT /F1 12 Tf %f 200 Td (%c) Tj ET\n" % (20 + 8 * index + shift, letter)
        for index, letter in enumerate(b"Boom")
        for shift in (0, 0.5)
    )
    data = content_pdf(letters).replace(b"/BaseFont/Helvetica", b"/BaseFont/Courier")
    assert "".join(texts(open_document(data).pages[0].text_layer())) == "Boom"


def test_blanks_and_unseen_signs():
    layer = read_mapped(shown(20, 200, b"ABCDE"), {0x42: "\u00a0", 0x44: "\u00ad"})
    assert texts(layer) == ["A", "C-E"]
    assert texts(read_mapped(shown(20, 200, b"1A234"), {0x41: "\u202f"})) == ["1", "234"]


def test_ligatures_are_spelled_out():
    layer = read_mapped(shown(20, 200, b"oAce aBon eCect"), {0x41: "\ufb01", 0x42: "ff", 0x43: "ffi"})
    assert texts(layer) == ["ofice", "affon", "effiect"]


def test_signs_beyond_sixteen_bits():
    layer = read_mapped(shown(20, 200, b"xAy"), {0x41: "\U0001d7ce"})
    assert texts(layer) == ["x\U0001d7cey"]


def test_turned_text_is_left_out():
    content = shown(40, 200, b"Level text is what is read here") + b"BT /F1 12 Tf 0 1 -1 0 20 50 Tm (margin note) Tj ET"
    assert runs(layer_of(content)) == ["Level text is what is read here"]
    turned = b"BT /F1 12 Tf 0 1 -1 0 20 50 Tm (this is most of the page) Tj ET" + shown(40, 200, b"level")
    assert open_document(content_pdf(turned)).pages[0].text_layer().suspect == "most of its text is turned"


def test_slightly_slanted_text_is_read():
    content = b"BT /F1 12 Tf 0.9986 0.0523 -0.0523 0.9986 20 100 Tm (Total due 12.50) Tj ET"
    assert set(texts(layer_of(content))) == {"Total", "due", "12.50"}


def test_size_in_the_matrix():
    layer = layer_of(b"BT /F1 1 Tf 12 0 0 12 20 200 Tm (Total due) Tj ET")
    assert texts(layer) == ["Total", "due"]
    assert 10 < layer.words[0].box.height < 18


def test_text_in_forms():
    form = stream(
        shown(10, 10, b"inside"), b"/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1 5 0 R>>>>"
    )
    data = content_pdf(b"q 2 0 0 2 50 100 cm /X Do Q", b"", form)
    data = data.replace(b"/Resources<</Font<</F1 5 0 R>>>>/MediaBox", b"/Resources<</XObject<</X 6 0 R>>>>/MediaBox")
    layer = open_document(data).pages[0].text_layer()
    assert texts(layer) == ["inside"]
    assert layer.words[0].box.left == pytest.approx(70, abs=0.5)
    assert layer.words[0].box.height > 20


def test_text_outside_of_the_page_is_left_out():
    assert texts(layer_of(shown(20, 200, b"on") + shown(20, -50, b"below") + shown(900, 200, b"right"))) == ["on"]


def test_a_table():
    pdf = page_writer()
    pdf.add_page()
    rows = [("Description", "Qty", "Amount"), ("Consulting", "2", "1 200.00"), ("Travel", "1", "310.00")]
    for row in rows:
        for width, cell in zip((200, 60, 90), row, strict=True):
            pdf.cell(width, 18, cell, border=1, align="R" if width < 200 else "L")
        pdf.cell(0, 18, "", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    layer = open_document(bytes(pdf.output())).pages[0].text_layer()
    assert layer.suspect == ""
    assert runs(layer) == ["Description", "Qty", "Amount", "Consulting", "2", "1 200.00", "Travel", "1", "310.00"]


def test_far_too_much_text_is_refused():
    page = open_document(content_pdf(b"".join(shown(20, 20 * line, b"x" * 10_001, 1) for line in range(10)))).pages[0]
    with pytest.raises(DocumentTooLarge, match=r"100,\d\d\d characters"):
        page.text_layer()
    assert page.image(long_side=100).size == (100, 75)


def test_a_font_with_units_of_its_own():
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 60 70]/FontMatrix[0.12 0 0 0.12 0 0]/FirstChar 65/LastChar 66"
        b"/Widths[60 60]/CharProcs<</A 7 0 R/B 7 0 R>>/Encoding<</Differences[65/A/B]>>/Resources<<>>>>"
    )
    data = content_pdf(shown(20, 200, b"AB BA", 1), b"", font, stream(b"60 0 0 0 50 70 d1 0 0 50 70 re f"))
    layer = open_document(data.replace(b"/F1 5 0 R", b"/F1 6 0 R")).pages[0].text_layer()
    assert layer.words[0].text == "AB"
    assert 8 < layer.words[0].box.height < 16


def in_courier(content):
    data = content_pdf(content).replace(b"/BaseFont/Helvetica", b"/BaseFont/Courier")
    return open_document(data).pages[0].text_layer()


def test_pieces_of_a_word_that_are_drawn_out_of_order():
    # Courier advances 7.2 at 12 points.
    content = b"BT /F1 12 Tf 41.6 200 Td (-17 due) Tj ET " + shown(20, 200, b"INV")
    assert texts(in_courier(content)) == ["INV-17", "due"]


def test_a_shadow_is_read_once():
    content = (
        shown(20, 200, b"Total 12.50") + shown(300, 20, b"x") + b"0.7 g BT /F1 12 Tf 21.2 199 Td (Total 12.50) Tj ET"
    )
    assert sorted(texts(in_courier(content))) == ["12.50", "Total", "x"]


def glyphs_of(text, left, *, order=0, shift=(0.0,)):
    """Letters 6 points wide at 10 points, each drawn once per shift."""
    pens = [Pen(10, 10, True, order + number, None) for number in range(len(shift))]  # noqa: FBT003  # as it is made
    return [
        Glyph(letter, left + 6 * index + dx, left + 6 * index + dx + 6, 100, 92, 102, pen)
        for index, letter in enumerate(text)
        for dx, pen in zip(shift, pens, strict=True)
    ]


def words_from(*glyphs):
    return [found.word.text for found in words_of([glyph for part in glyphs for glyph in part])]


def test_pieces_are_joined_by_place():
    assert words_from(glyphs_of("-17", 38), glyphs_of("INV", 20, order=1)) == ["INV-17"]
    assert words_from(glyphs_of("-17", 38), glyphs_of("INV ", 20, order=1)) == ["INV", "-17"]
    assert words_from(glyphs_of(" -17", 32), glyphs_of("INV", 20, order=1)) == ["INV", "-17"]


def test_bold_faked_letter_by_letter_or_word_by_word():
    assert words_from(glyphs_of("Total", 20, shift=(0, 0.4))) == ["Total"]
    assert words_from(glyphs_of("Total", 20), glyphs_of("x", 90, order=1), glyphs_of("Total", 20.4, order=2)) == [
        "Total",
        "x",
    ]
