"""Words become rows and cells as a person's eye groups them, and labels part from the values glued to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page import HEIGHT, PITCH, draw

from invoice_ocr.fields.page.layout import Layout, lay_out
from invoice_ocr.fields.page.vocabulary import is_label
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Reading, Word


def laid_out(text: str, **how: object) -> Layout:
    return lay_out(draw(text, **how), is_label)


def cells(layout: Layout) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in layout.rows]


def test_rows_of_cells():
    page = laid_out("Green tea     3.20\n\nOat cake      1.10   A")
    assert cells(page) == [["Green tea", "3.20"], ["Oat cake", "1.10", "A"]]
    assert [row.text for row in page.rows] == ["Green tea 3.20", "Oat cake 1.10 A"]


@pytest.mark.parametrize(("source", "expected"), [("ocr", [["Green  tea"]]), ("textlayer", [["Green", "tea"]])])
def test_a_text_layer_is_split_at_narrower_gaps(source: str, expected: list[list[str]]):
    assert cells(laid_out("Green  tea", source=source)) == [
        [text.replace("  ", " ") for text in row] for row in expected
    ]


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("R E C H N U N G   Nr. 7", "RECHNUNG Nr. 7"),
        ("T A X   I N V O I C E", "TAX INVOICE"),
        ("S M L", "S M L"),
        ("a b c d e", "a b c d e"),
    ],
)
def test_words_typed_with_blanks_between_their_letters(printed: str, row: str):
    assert laid_out(printed, source="textlayer").rows[0].text == row


def test_the_order_of_the_words_does_not_matter():
    reading = draw("Harbour Stores\nTea      3.20\nCake     1.10\nTotal    4.30")
    words = sorted(reading.pages[0].words, key=lambda word: word.text[::-1])
    shuffled = replace(reading, pages=(replace(reading.pages[0], words=tuple(words)),))
    assert cells(lay_out(shuffled, is_label)) == cells(lay_out(reading, is_label))


@pytest.mark.parametrize(
    "how", [{"skew": 1.5}, {"skew": -1.5}, {"curl": 0.7}, {"curl": -0.7}, {"skew": 0.8, "curl": 0.6}]
)
def test_rows_that_fall_or_sag_stay_whole(how: dict[str, float]):
    text = "\n".join(f"article number {i} of the list of many articles   {i}.00" for i in range(1, 9))
    assert [row.text for row in laid_out(text, **how).rows] == [" ".join(row.split()) for row in text.split("\n")]


def test_big_letters_stand_in_one_row():
    page = laid_out("Tea       3.20\n!TOTAL  3.20\nCash      5.00")
    assert [row.text for row in page.rows] == ["Tea 3.20", "TOTAL 3.20", "Cash 5.00"]
    assert page.rows[1].height == 2 * HEIGHT


def test_a_low_dot_does_not_pull_its_row_down():
    words = [Word("Tea", Box(0, 0, 30, 14)), Word(".", Box(31, 7.8, 33, 10.8)), Word("hot", Box(36, -1, 60, 13))]
    words.append(Word("Cake", Box(0, 20, 30, 34)))
    page = lay_out(Reading("ocr", (PageReading(tuple(words), Frame(100, 50), "ocr"),)), is_label)
    assert [row.text for row in page.rows] == ["Tea . hot", "Cake"]


def test_rows_are_counted_through_all_pages():
    page = laid_out("one\ntwo\n---page---\nthree")
    assert [(row.index, row.page, row.text) for row in page.rows] == [(0, 0, "one"), (1, 0, "two"), (2, 1, "three")]
    assert [row.text for row in page.page_rows(1)] == ["three"]


def test_nothing():
    page = lay_out(Reading("ocr", ()), is_label)
    assert page.rows == ()
    assert page.text_height == 1.0


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Total:12.50", ["Total:", "12.50"]),
        ("Subtotal$150.90", ["Subtotal", "$150.90"]),
        ("Total14.20", ["Total", "14.20"]),
        ("VAT20%", ["VAT", "20%"]),
        ("Date:12/03/2026", ["Date:", "12/03/2026"]),
        ("Bergsalz500", ["Bergsalz500"]),
        ("12:30", ["12:30"]),
        ("https://shop.example", ["https://shop.example"]),
        ("A4", ["A4"]),
        ("TotalRM14.20", ["Total", "RM14.20"]),
    ],
)
def test_glued_labels(word: str, parts: list[str]):
    assert [token.text for row in laid_out(word).rows for token in row.tokens] == parts


def test_parts_of_a_word_share_its_box():
    (row,) = laid_out("Total:12.50").rows
    left, right = (token.box for token in row.tokens)
    assert left.right == right.left
    assert row.box.width == left.width + right.width


def test_a_spot_has_the_lowest_confidence_of_its_words():
    page = laid_out("Green tea", unsure={"tea": 0.4})
    spot = page.spot(0, 0, 2)
    assert (spot.text, spot.confidence) == ("Green tea", 0.4)
    assert spot.box.top == PITCH
