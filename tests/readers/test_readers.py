"""Which source each reader takes, page by page."""

from __future__ import annotations

import pytest
from drawn_pages import DrawnPage, document, texts

from invoice_ocr.errors import ReaderError, UsageError
from invoice_ocr.model.document import TextLayer
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word
from invoice_ocr.readers import READERS, make_reader
from invoice_ocr.readers.auto import AutoReader
from invoice_ocr.readers.ocr import OcrReader

LAYER = TextLayer((Word("Printed", Box(10, 10, 60, 20)),), 595, 842)
DOUBTFUL = TextLayer(LAYER.words, 595, 842, suspect="its characters are mapped wrongly")
EMPTY_LAYER = TextLayer((), 595, 842)
BLANK = PageReading((), Frame(100, 100), "ocr")
SEEN = PageReading((Word("Seen", Box(1, 1, 9, 9)),), Frame(100, 100), "ocr")


class FixedEngine:
    """Sees the same on every picture, and counts them."""

    sure = 0.9

    def __init__(self, page):
        self.page, self.pictures = page, 0

    def read(self, _image):
        self.pictures += 1
        return self.page


def auto(page, seen=SEEN):
    engine = FixedEngine(seen)
    return AutoReader(engine).read(document(page)), engine


def test_a_sound_text_layer_needs_no_picture():
    page = DrawnPage(layer=LAYER)
    reading, engine = auto(page)
    assert reading.reader == "auto"
    assert reading.pages == (PageReading(LAYER.words, Frame(595, 842), "textlayer"),)
    assert (engine.pictures, page.asked, reading.warnings) == (0, [], ())


@pytest.mark.parametrize("layer", [None, EMPTY_LAYER])
def test_a_page_without_text_is_read_by_its_picture(layer):
    reading, _ = auto(DrawnPage(layer=layer))
    assert (reading.pages, reading.warnings) == ((SEEN,), ())


def test_a_doubtful_layer_is_left_for_ocr_and_the_reason_is_said():
    reading, _ = auto(DrawnPage(layer=DOUBTFUL))
    assert reading.pages == (SEEN,)
    assert reading.warnings == (
        "Page 1 was read by OCR, since its text layer is doubtful: its characters are mapped wrongly",
    )


def test_a_doubtful_layer_is_kept_where_ocr_sees_nothing():
    reading, _ = auto(DrawnPage(layer=DOUBTFUL), BLANK)
    assert texts(reading.pages[0]) == ["Printed"]
    assert "so it was kept" in reading.warnings[0]


def test_a_blank_page_gives_an_empty_reading():
    reading, _ = auto(DrawnPage(), BLANK)
    assert (reading.pages, reading.warnings) == ((BLANK,), ())


def test_each_page_has_its_own_source():
    engine = FixedEngine(SEEN)
    reading = AutoReader(engine).read(document(DrawnPage(layer=LAYER), DrawnPage(), DrawnPage(layer=DOUBTFUL)))
    assert [page.source for page in reading.pages] == ["textlayer", "ocr", "ocr"]
    assert reading.warnings[0].startswith("Page 3 ")


@pytest.mark.parametrize(
    ("layer", "long_side"),
    [
        (None, 6000),
        (EMPTY_LAYER, 2339),
        (TextLayer((), 226, 1440), 4000),
        (TextLayer((), 100, 100), 2339),
        (TextLayer((), 9999, 1), 6000),
    ],
)
def test_the_size_that_is_asked_of_a_page(layer, long_side):
    page = DrawnPage(layer=layer)
    OcrReader(FixedEngine(SEEN)).read(document(page))
    assert page.asked == [long_side]


def test_ocr_does_not_trust_text_layers():
    reading = OcrReader(FixedEngine(SEEN)).read(document(DrawnPage(layer=LAYER)))
    assert (reading.reader, reading.pages) == ("ocr", (SEEN,))


def test_pages_are_loaded_one_at_a_time():
    order = []

    class Noted(DrawnPage):
        def image(self, *, long_side=None):
            order.append("load")
            return super().image(long_side=long_side)

    class Noting(FixedEngine):
        def read(self, image):
            order.append("read")
            return super().read(image)

    OcrReader(Noting(SEEN)).read(document(Noted(), Noted()))
    assert order == ["load", "read"] * 2


def test_the_text_layer_alone():
    reading = make_reader("textlayer").read(document(DrawnPage(layer=DOUBTFUL), DrawnPage()))
    assert [texts(page) for page in reading.pages] == [["Printed"], []]
    assert reading.pages[1].frame == Frame(100, 100)
    assert reading.warnings == ("The text layer of page 1 is doubtful: its characters are mapped wrongly",)


@pytest.mark.parametrize("layer", [None, EMPTY_LAYER])
def test_no_text_layer_is_an_error_with_a_remedy(layer):
    with pytest.raises(ReaderError, match=r"carries no text.*'ocr' or 'auto'"):
        make_reader("textlayer").read(document(DrawnPage(layer=layer)))


@pytest.mark.parametrize("name", ["auto", "ocr", "textlayer", "tesseract"])
def test_readers_by_name(name):
    assert name in READERS
    assert make_reader(name).name == name


def test_an_unknown_reader_lists_the_known():
    with pytest.raises(UsageError, match=r"no reader 'magic'.*auto, ocr, textlayer"):
        make_reader("magic")


def test_the_embedded_engine_is_the_default(receipt):
    reading = make_reader("auto").read(document(DrawnPage(picture=receipt)))
    assert "10.80" in texts(reading.pages[0])
    assert reading.warnings == ()
