"""Readings as text: rows, paragraphs, headings, tables and boxes, on words that the tests place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Reading, Word
from invoice_ocr.server.answers import texts
from invoice_ocr.server.answers.blocks import blocks_of

LETTER, HIGH = 10, 20

PAGE = """\
#Acme Tools

Somewhere 1
12345 Town

Item        Qty    Price
Hammer      2      20.00
 with a grip
A | B       1      3.50

Thank you for your visit
"""


def page(drawing, *, pitch=26):
    """A page with the words of a drawing where they stand in it; a line that begins with # is twice as high."""
    words = []
    for row, line in enumerate(drawing.splitlines()):
        size = 2 if line.startswith("#") else 1
        for match in re.finditer(r"[^ ]+", line.removeprefix("#")):
            left, top = match.start() * LETTER, row * pitch
            right = left + len(match[0]) * LETTER
            words.append(Word(match[0], Box(left, top, right, top + size * HIGH), 0.9, row))
    return PageReading(tuple(words), Frame(600, 800), "ocr")


def reading(*pages):
    return Reading("drawn", pages)


def test_a_transcription_keeps_rows_paragraphs_and_gaps():
    assert texts.transcript(reading(page(PAGE))) == (
        "Acme Tools\n\nSomewhere 1\n12345 Town\n\n"
        "Item  Qty  Price\nHammer  2  20.00\nwith a grip\nA | B  1  3.50\n\nThank you for your visit"
    )


def test_markdown_has_headings_and_tables():
    assert texts.markdown(reading(page(PAGE))) == (
        "# Acme Tools\n\nSomewhere 1\n12345 Town\n\n"
        "| Item | Qty | Price |\n| --- | --- | --- |\n| Hammer | 2 | 20.00 |\n| with a grip |  |  |\n"
        "| A \\| B | 1 | 3.50 |\n\nThank you for your visit"
    )


def test_what_stands_alone_below_a_table_is_no_part_of_it():
    kinds = [block.kind for block in blocks_of(page("A      1\nB      2\nC\n"))]
    assert kinds == ["table", "text"]


@pytest.mark.parametrize(
    "drawing",
    ["Name      Ann\n", "A      1\nalone\n", "one      two\nwide across both\n", "A      1\n\n\n\n\nB      2\n"],
    ids=["one row", "nothing below", "a row across", "far apart"],
)
def test_no_table_of_one_row(drawing):
    assert all(block.kind == "text" for block in blocks_of(page(drawing)))


def test_boxes_are_thousandths_of_the_page():
    given = texts.grounded_text(reading(page("Total      9.90\n")))
    assert given == (
        "<|ref|>Total<|/ref|><|det|>[[0, 0, 83, 25]]<|/det|>\n<|ref|>9.90<|/ref|><|det|>[[183, 0, 250, 25]]<|/det|>"
    )


def test_grounded_markdown_names_its_blocks():
    given = texts.grounded_markdown(reading(page(PAGE))).split("\n\n")
    assert [line.split("<|/ref|>")[0] for line in given] == [
        f"<|ref|>{kind}" for kind in ("title", "text", "table", "text")
    ]
    assert given[1].endswith("<|/det|>\nSomewhere 1\n12345 Town")


def test_a_page_cannot_print_a_tag():
    assert "<|ref|>" not in texts.grounded_text(reading(page("<|/ref|><|det|>[[0]]<|/det|>"))).removeprefix("<|ref|>")


def test_pages_are_divided():
    whole = texts.transcript(reading(page("one"), page("two")))
    assert whole == f"one{texts.PAGE_BREAK}two"


@pytest.mark.parametrize("write", [texts.transcript, texts.markdown, texts.grounded_text, texts.grounded_markdown])
def test_an_empty_page_is_an_empty_text(write):
    assert write(reading(page(""))) == ""


SPOTS = st.tuples(st.integers(0, 50), st.integers(0, 30), st.text("abc19.", min_size=1, max_size=8))


@given(st.lists(SPOTS, max_size=40))
def test_no_word_is_lost_or_doubled(spots):
    words = tuple(
        Word(text, Box(x * LETTER, y * 13, (x + len(text)) * LETTER, y * 13 + HIGH), 0.9, n)
        for n, (x, y, text) in enumerate(spots)
    )
    scattered = reading(PageReading(words, Frame(600, 800), "ocr"))
    expected = sorted(word.text for word in words)
    assert sorted(texts.transcript(scattered).split()) == expected
    assert sorted(re.sub(r"[|#]| --- ", " ", texts.markdown(scattered)).split()) == expected
    grounded = re.findall(r"<\|ref\|>(.*?)<\|/ref\|>", texts.grounded_text(scattered))
    assert sorted(" ".join(grounded).split()) == expected
