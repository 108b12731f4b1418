"""Where the words of a transcription stand, and what a second reader confirms of them."""

from __future__ import annotations

import pytest

from invoice_ocr.fields.page.layout import lay_out
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Reading, Word
from invoice_ocr.readers.replies.confirmation import CONFIRMED, UNCONFIRMED, UNCONFIRMED_FIGURE, confirmed
from invoice_ocr.readers.replies.grounding import read_boxes
from invoice_ocr.readers.replies.markup import bare, unwrapped
from invoice_ocr.readers.replies.tables import MOST_COLUMNS, html_table, markdown_table
from invoice_ocr.readers.replies.transcript import View, read_transcript

VIEW = View(1000, 1400, 999)


def rows_of(page):
    rows = lay_out(Reading("chat", (page,)), lambda _: False).rows
    return [[cell.text for cell in row.cells] for row in rows]


def word(page, text):
    return next(each for each in page.words if each.text == text)


def passage(text, left, top, right, bottom):
    return f"<|ref|>text<|/ref|><|det|>[[{left}, {top}, {right}, {bottom}]]<|/det|>\n{text}\n"


def test_a_passage_fills_its_box_line_by_line():
    page = read_transcript(passage("Harbour Road 12\nBristol", 100, 200, 400, 300), VIEW)
    assert (page.placed, page.frame) == (True, Frame(1000, 1400))
    first, last = word(page, "Harbour").box, word(page, "Bristol").box
    assert first.left == pytest.approx(100 / 999 * 1000)
    assert word(page, "12").box.right <= 400 / 999 * 1000 + 1
    assert 200 / 999 * 1400 < first.top < first.bottom < 250 / 999 * 1400
    assert 250 / 999 * 1400 < last.top < last.bottom < 300 / 999 * 1400


def test_a_long_line_in_a_high_box_is_broken():
    page = read_transcript(
        passage("Payment is due within thirty days of the date of this invoice", 100, 200, 300, 300), VIEW
    )
    assert len(rows_of(page)) > 2
    assert max(each.box.right for each in page.words) < 310 / 999 * 1000


def test_cells_of_a_placed_table_stand_in_columns():
    rows = [("Oat milk, fresh", "2", "3.00"), ("Tea", "10", "13.00")]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = read_transcript(passage(f"<table>{table}</table>", 50, 300, 950, 360), VIEW)
    assert rows_of(page) == [list(row) for row in rows]
    assert word(page, "3.00").box.right == pytest.approx(word(page, "13.00").box.right)
    assert word(page, "Oat").box.left == pytest.approx(word(page, "Tea").box.left)


def test_pixels_of_the_picture_as_scale():
    page = read_transcript(passage("Tea", 100, 200, 130, 220), View(1000, 1400, 0, turn=90))
    assert word(page, "Tea").box.left == pytest.approx(100)
    assert page.frame.turn == 90


def test_text_without_a_place_stands_below_the_page():
    page = read_transcript("Continued\n" + passage("Tea", 100, 200, 130, 220) + passage("Milk", 1, 1, 99999, 2), VIEW)
    assert rows_of(page) == [["Tea"], ["Continued"], ["Milk"]]
    assert word(page, "Continued").box.top >= 1400
    assert page.frame.to_page(word(page, "Milk").box).bottom == 1.0


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("[[100, 200, 300, 400]]", Box(0.1, 0.2, 0.3, 0.4)),
        (" [ [100,200,300,400] , [500, 100, 600, 250] ] ", Box(0.1, 0.1, 0.6, 0.4)),
        ("[100, 200, 300, 400]", None),
        ("[[100, 200, 300]]", None),
        ("[[300, 200, 100, 400]]", None),
        ("[[100, 200, 300, 1001]]", None),
        ("[[100, 200, 300, 400], [1, 2, 3, 1001]]", None),
        ("[[-1, 200, 300, 400]]", None),
        ("[[1.5, 200, 300, 400]]", None),
        ("[[0x1, 200, 300, 400]]", None),
        ("[[1_0, 200, 300, 400]]", None),
        ("[[100, 200, 300, 400]]; exit()", None),
        ("__import__('os').system('id')", None),
        ("", None),
    ],
)
def test_boxes_are_whole_numbers_on_the_page(text, box):
    assert read_boxes(text, 1000, 1000) == (pytest.approx(box) if box else None)


def test_no_box_without_a_size():
    assert read_boxes("[[1, 2, 3, 4]]", 0, 0) is None


def test_a_page_that_is_laid_out_keeps_the_proportions():
    for view in (View(1000, 1400), View(400, 2000), View(1400, 1000)):
        for lines in (1, 20, 200):
            frame = read_transcript("Tea  3.00\n" * lines, view).frame
            assert frame.height / frame.width == pytest.approx(view.height / view.width)
            assert frame.height >= lines * 20
    assert read_transcript("Tea", View(0, 0)).frame.height > 800


def tops(text):
    words = read_transcript(text, VIEW).words
    return [round(each.box.top - words[0].box.top) for each in words]


def test_paragraphs_are_clearly_apart():
    assert tops("Marlow\nFinch\nRoad\nLeeds\n\nTotal\n5.00") == [0, 20, 40, 60, 120, 140]


def test_lines_that_are_all_paragraphs_are_not():
    assert tops("Marlow\n\nFinch\n\nRoad\n\nTotal\n5.00") == [0, 20, 40, 60, 80]


def test_columns_of_spaces_and_tabs_stay_apart():
    page = read_transcript("Item  Qty\tAmount\n  Tea   2    3.00", VIEW)
    assert rows_of(page) == [["Item", "Qty", "Amount"], ["Tea", "2", "3.00"]]


def test_headings_are_larger():
    page = read_transcript("# Marlow\n## Finch\ntext\n# 12 Road", VIEW)
    sizes = [word(page, text).box.height for text in ("Marlow", "Finch", "text")]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[1] > sizes[2]
    assert ["# 12 Road"] in rows_of(page)


def test_nothing_gives_no_words():
    assert read_transcript("", VIEW).words == read_transcript("\n\n---\n", VIEW).words == ()


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("**Total:** 5.00", "Total: 5.00"),
        ("**** **** **** 1234", "**** **** **** 1234"),
        ("5 * 3.00 * 2", "5 * 3.00 * 2"),
        (r"\(12.50\) \$ 5\% \text{EUR} 2 \times 3", "12.50 $ 5% EUR 2 × 3"),
        (r"Total $12.50$ $-5$ EUR", "Total 12.50 -5 EUR"),
        (r"$\$12.50$ $1{,}234.50$ 5{,}00", "$12.50 1,234.50 5,00"),
        ("$5.00 and $6.00, A$ 5, 5.00$ or 6.00$", "$5.00 and $6.00, A$ 5, 5.00$ or 6.00$"),
        ("$5.00/$6.00 US$7$", "$5.00/$6.00 US$7$"),
        ("12<sup>50</sup> 5.00<sup>2</sup> 1<sup>st</sup> CO<sub>2</sub>", "12⁵⁰ 5.00² 1st CO₂"),
        ("a &amp; b &euro; &#8364; &lt;b&gt;", "a & b € € <b>"),
        ("<b>Total</b> <span class='x'>5</span> <unknown>", "Total 5 <unknown>"),
        ("one<br/>two</p>three", "one\ntwo\nthree"),
        ("[site](https://example.com) [x] ![logo](a.png)", "site [x] "),
        ("end<｜end▁of▁sentence｜><|im_end|>", "end"),
        (r"a\|b \* \_ C:\fold", r"a|b * _ C:\fold"),
    ],
)
def test_marks_that_are_not_printed(marked, printed):
    assert bare(marked) == printed


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("```\nTea\n```", "Tea"),
        ("```markdown\nTea\n```\n", "Tea"),
        ("~~~\nTea\n~~~", "Tea"),
        ("```\nTea", "Tea"),
        ("```\nTea\n```\nMilk", "```\nTea\n```\nMilk"),
        ("---\nprimary_language: en\n---\nTea", "Tea"),
        ("---\ninvoice: 5\n---\nTea", "---\ninvoice: 5\n---\nTea"),
    ],
)
def test_what_is_wrapped_around_a_transcription(text, inner):
    assert unwrapped(text) == inner


def cells(table):
    return [[(cell.column, cell.span, cell.text) for cell in row] for row in table]


def test_spans_cover_places_in_later_rows():
    table = html_table("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g")
    assert cells(table) == [
        [(0, 1, "a"), (1, 2, "b")],
        [(1, 1, "c"), (2, 1, "d")],
        [(0, 1, "e"), (1, 1, "f"), (2, 1, "g")],
    ]


def test_text_outside_of_cells_is_kept():
    assert cells(html_table("head<tr>loose<td>a</td></tr>tail")) == [
        [(0, 1, "head")],
        [(0, 1, "loose"), (1, 1, "a"), (2, 1, "tail")],
    ]


def test_spans_have_a_limit():
    table = html_table("<tr><td colspan=9999 rowspan=9999>a</td></tr><tr>" + "<td colspan=0>b</td>" * 3 + "</tr>")
    assert cells(table)[0] == [(0, MOST_COLUMNS, "a")]
    assert [cell.span for cell in table[1]] == [1, 1, 1]


def test_empty_rows_are_none():
    assert html_table("<tr><td></td></tr><tr></tr>") == markdown_table(["| | |", "|---|"]) == []


def page_of(*texts, source="ocr"):
    words = (Word(text, Box(0, 20 * n, 50, 20 * n + 10)) for n, text in enumerate(texts))
    return PageReading(tuple(words), Frame(100, 100), source)


@pytest.mark.parametrize(
    ("said", "seen", "confidence"),
    [
        ("$50.00", "50.00", CONFIRMED),
        ("50.00", "Total:$50.00", CONFIRMED),
        ("50.00", "5000", UNCONFIRMED_FIGURE),
        ("50.00", "50.08", UNCONFIRMED_FIGURE),
        ("50.00", "150.00", UNCONFIRMED_FIGURE),
        ("INV-2024-001", "inv-2024-001", CONFIRMED),
        ("INV-2024-001", "INV-2024-007", UNCONFIRMED_FIGURE),
        ("(Smith),", "smith", CONFIRMED),
        ("Smith", "Smyth", UNCONFIRMED),
        ("1.234,56", "1.234,56-", UNCONFIRMED_FIGURE),
        ("1.234,56-", "1.234,56-", CONFIRMED),
        ("-£5.00", "£-5.00", CONFIRMED),
        ("-5.00", "(5.00)", CONFIRMED),
        ("5.00", "(5.00)", UNCONFIRMED_FIGURE),
        ("€50.00", "£50.00", UNCONFIRMED_FIGURE),
        ("50.00EUR", "€50.00", CONFIRMED),
        ("€", "£", UNCONFIRMED),
        ("€", "€119.00", CONFIRMED),
        ("AB12", "AE12", UNCONFIRMED_FIGURE),
        ("2024-12-01", "2024-01-12", UNCONFIRMED_FIGURE),
        ("03/04/2024", "04/03/2024", UNCONFIRMED_FIGURE),
        ("03/04/2024,", "Date:03/04/2024", CONFIRMED),
        ("34", "1.34", UNCONFIRMED_FIGURE),
        ("INV-20", "INV-20.5", UNCONFIRMED_FIGURE),
        ("19%", "19", CONFIRMED),
    ],
)
def test_figures_are_confirmed_digit_by_digit(said, seen, confidence):
    found = confirmed(page_of(said, source="chat"), [page_of(seen)])
    assert found.page.words[0].confidence == confidence


def test_amounts_are_counted():
    found = confirmed(page_of("3.00", "4.00", source="chat"), [page_of("3.00", "5.00", "5.00", "17", "1.2345")])
    assert (found.amounts, found.held) == (2, 1)


def test_without_a_second_reading_nothing_is_confirmed():
    found = confirmed(page_of("3.00", "Tea", source="chat"), [page_of()])
    assert [each.confidence for each in found.page.words] == [UNCONFIRMED_FIGURE, UNCONFIRMED]
