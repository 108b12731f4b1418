"""Numbers of something else: what an unknown word before "No." says, and amounts after the document's name."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble
from invoice_ocr.pipeline.decision import PROMISED, most_doubt

HEAD = "Snedkeri Egelund ApS\nStationsgade 3\n5000 Odense C\n\nFaktura\n\nFakturadato   14.05.2026\n"
ROWS = "\n\nTekst   Antal   Pris   Beløb\nTe   1   1 105,00   1 105,00\nKage   1   203,00   203,00\n\nTotal   1 308,00"
ACCEPTED = 1 - most_doubt(PROMISED)


@pytest.mark.parametrize(
    ("meta", "foot", "number"),
    [
        ("Fakturanr.   2026-17\nRullekort nr.   24-6030", "", "2026-17"),
        ("Rullekort nr.   24-6030\nFakturanr.   2026-17", "", "2026-17"),
        ("Faktura nr.   2026-17", "Faktura   1 308,00", "2026-17"),
    ],
)
def test_the_number(meta: str, foot: str, number: str):
    draft = assemble(draw(f"{HEAD}{meta}{ROWS}\n{foot}"), kind="invoice")
    assert value_at(draft.document, "number") == number


@pytest.mark.parametrize("meta", ["Rullekort nr.   24-6030", "Rullekort nr. 24-6030"])
def test_another_number_is_not_sure_to_be_the_documents(meta: str):
    draft = assemble(draw(HEAD + meta + ROWS), kind="invoice")
    assert draft.document.number is None or draft.evidence["number"].confidence < ACCEPTED


@pytest.mark.parametrize(
    ("title", "number"), [("Račun 24-118", "24-118"), ("Račun 2026", "none"), ("Račun 14.05.2026", "none")]
)
def test_a_number_after_the_title(title: str, number: str):
    draft = assemble(
        draw(f"Mizarstvo Hrast d.o.o.\nLipova ulica 12\n1000 Ljubljana\n\n{title}\n{ROWS}"), kind="invoice"
    )
    assert value_at(draft.document, "number") == number
