"""A second look of the engine at a place: what stands there is read, and no word beside it, also at the page's edge."""

from __future__ import annotations

import pytest
from drawn_pages import DrawnPage, document, draw

from invoice_ocr.model.candidate import Doubt
from invoice_ocr.model.reading import Reading
from invoice_ocr.readers.places import read_places

SIZE = (900, 420)


@pytest.mark.parametrize(
    "at",
    [(380, 200), (8, 200), (760, 200), (380, 4), (8, 4), (760, 384), (8, 384)],
    ids=["middle", "left", "right", "top", "top left", "bottom right", "bottom left"],
)
def test_a_place(engine, at):
    x, y = at
    aside = x + 180 if x < 600 else x - 180
    over = y + 60 if y < 300 else y - 60
    picture = draw([(x, y, "284.50"), (aside, y, "17.00"), (x, over, "336.19")], size=SIZE)
    page = engine.read(picture)
    box = next(word.box for word in page.words if word.text == "284.50")
    (claim,) = read_places(document(DrawnPage(picture)), Reading("ocr", (page,)), [Doubt("total", 0, box)], engine)
    assert claim.text == "284.50"
