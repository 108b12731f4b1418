"""Loops, the merging of statements, runs of pages and the pictures that are sent."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import Claim, PageReading
from invoice_ocr.readers.chat.pictures import encode, picture_page, picture_part
from invoice_ocr.readers.endpoint.profiles import Profile
from invoice_ocr.readers.replies.loops import repeated_tail, without_loop
from invoice_ocr.readers.replies.merging import merged


@pytest.mark.parametrize(
    ("text", "finished", "unit"),
    [
        ("Total 5.00", True, ""),
        ("", False, ""),
        ("abc " * 40, False, "abc "),
        ("abc " * 10, False, ""),
        ("start " + "Balance brought forward\n" * 15, True, "Balance brought forward\n"),
        ("Balance brought forward\n" * 6, True, ""),
        ("Balance brought forward\n" * 6, False, "Balance brought forward\n"),
        ("=" * 400, True, ""),
        ("=" * 400, False, "="),
        (" " * 400, False, " "),
        ("x" * 400, True, "x"),
        (" | ".join(["cell"] * 60), False, "l | cel"),
    ],
)
def test_repeated_tail(text, finished, unit):
    found = repeated_tail(text, finished=finished)
    assert sorted(found) == sorted(unit)
    assert text.endswith(found)


@given(st.text(max_size=20), st.text(min_size=1, max_size=30), st.integers(1, 60))
def test_a_loop_is_said_once(before, unit, times):
    text = before + unit * times
    left = without_loop(text, unit)
    assert text.startswith(left)
    assert left.endswith(unit)
    assert not left.endswith(unit * 2)
    assert left + unit * ((len(text) - len(left)) // len(unit)) == text


def said(*pairs):
    return tuple(Claim(path, text) for path, text in pairs)


def test_items_go_on_from_part_to_part():
    first = said(("total", "5"), ("lines[0].amount", "1"), ("lines[1].amount", "2"))
    second = said(("lines[0].description", "x"), ("lines[0].amount", "1"))
    assert [(c.path, c.text) for c in merged([first, second])] == [
        *(("total", "5"), ("lines[0].amount", "1"), ("lines[1].amount", "2")),
        *(("lines[2].description", "x"), ("lines[2].amount", "1")),
    ]


def test_what_is_said_again_is_said_once():
    part = said(("number", "A"), ("taxes[0].rate", "20%"), ("taxes[0].amount", "1"), ("notes[0]", "net"))
    assert merged([part, part]) == part


def test_an_element_said_in_another_order_is_the_same():
    first = said(("charges[0].reason", "Post"), ("charges[0].amount", "5"))
    assert merged([first, said(("charges[0].amount", "5"), ("charges[0].reason", "Post"))]) == first


def test_other_lists_grow_by_other_elements():
    both = merged([said(("taxes[0].rate", "20%")), said(("taxes[0].rate", "5%"), ("taxes[1].rate", "20%"))])
    assert [(c.path, c.text) for c in both] == [("taxes[0].rate", "20%"), ("taxes[1].rate", "5%")]


def test_contradictions_are_kept():
    assert [c.text for c in merged([said(("total", "5")), said(("total", "6"))])] == ["5", "6"]


def test_equal_elements_of_one_part_stay():
    part = said(("taxes[0].rate", "20%"), ("taxes[1].rate", "20%"), ("lines[0].amount", "1"), ("lines[1].amount", "1"))
    assert merged([part]) == part


class Sheet:
    """A page of one picture, which is scaled as the real ones are."""

    def __init__(self, picture):
        self.picture = picture
        self.asked = []

    def text_layer(self):
        return None

    def image(self, *, long_side=None):
        self.asked.append(long_side)
        scale = min(1.0, (long_side or 10**6) / max(self.picture.size))
        return self.picture.resize(tuple(max(1, round(edge * scale)) for edge in self.picture.size))


def photo(width=1200, height=1800):
    """Many colours, with a dark corner top left."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 10, height // 10), fill=(200, 0, 0))
    return picture


def opened(picture):
    return Image.open(io.BytesIO(picture.data))


def test_a_picture_is_no_larger_than_the_model_sees():
    sheet = picture_page(Sheet(photo()), Profile(image_side=900, coordinate_scale=999))
    (picture,) = sheet.pictures
    assert opened(picture).size == (600, 900)
    assert (sheet.view.width, sheet.view.height, sheet.view.scale) == (600, 900, 999)
    assert picture.media_type == "image/jpeg"
    assert opened(picture).format == "JPEG"


def test_a_small_picture_stays_small():
    assert opened(picture_page(Sheet(photo(300, 200)), Profile()).pictures[0]).size == (300, 200)


@pytest.mark.parametrize(("turn", "corner"), [(0, (5, 5)), (90, (-5, 5)), (180, (-5, -5)), (270, (5, -5))])
def test_a_turned_page_is_sent_upright(turn, corner):
    """Turned clockwise by as much as the independent reader found."""
    sheet = picture_page(Sheet(photo()), Profile(image_side=900), turn)
    image = opened(sheet.pictures[0])
    red, green, _ = image.getpixel((corner[0] % image.width, corner[1] % image.height))
    assert (red > 150, green < 60) == (True, True)
    assert sheet.view.turn == turn
    assert (image.width > image.height) == (turn in {90, 270})


def test_pieces_overlap_and_are_as_large_as_the_model_sees():
    page = Sheet(photo(2400, 3600))
    sheet = picture_page(page, Profile(image_side=900, pieces=2, images=4))
    upper, lower = map(opened, sheet.pictures)
    assert page.asked == [1800]
    assert upper.size == lower.size
    assert max(upper.size) == 900
    assert upper.height / upper.width == pytest.approx(1.5 / 2 * 1.06, abs=0.02)


def test_pieces_need_room_in_the_request():
    assert len(picture_page(Sheet(photo()), Profile(pieces=2, images=1)).pictures) == 1


def test_few_colours_are_sent_without_loss():
    picture = encode(Image.new("1", (50, 50)).convert("RGB"))
    assert (picture.media_type, opened(picture).format) == ("image/png", "PNG")


def test_a_part_is_enlarged_and_turned_upright():
    part = Box(0.0, 0.0, 0.25, 0.1)
    upright, turned = (opened(picture_part(Sheet(photo(2400, 3600)), part, 600, turn)) for turn in (0, 90))
    assert upright.size == (600, 360)
    assert turned.size == (360, 600)


def pages(placed):
    return [PageReading((), Frame(100, 100), "ocr", placed=each) for each in placed]
