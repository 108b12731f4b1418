"""Pages of which hardly a word is known: what they are stays open, instead of being denied."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.fields import assemble

LETTER = """
Bolgarn ehf.
Skeidaras 8, 210 Gardabaer
Reikningsyfirlit fyrir mai
Dagsetning 18.8.2026
Manadargjald          12.400,00
Uppsetning bunadar    45.900,00
Virdisaukaskattur     13.992,00
Upphad allra lina     70.100,00
Krafa birtist vegna vangreidslu husfelagsins
"""


@pytest.mark.parametrize(
    ("page", "paths"),
    [
        pytest.param(LETTER, ["kind"], id="amounts and a day in unknown words"),
        pytest.param(LETTER.replace("18.8.2026", ""), [], id="no day"),
        pytest.param("Dear neighbours,\nour garden party begins at noon.\nPlease bring cake.", [], id="a letter"),
    ],
)
def test_what_it_is_stays_open(page: str, paths: list[str]):
    draft = assemble(draw(page, source="textlayer"))
    assert draft.kind is None
    assert [doubt.path for doubt in draft.doubts] == paths
