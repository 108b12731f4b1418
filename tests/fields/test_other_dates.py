"""Dates of something else: what their words say, and labels that nothing was filled in beside."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble
from invoice_ocr.pipeline.decision import PROMISED, most_doubt

ROWS = "\n\nDescription   Qty   Price   Amount\nTea   1   105.00   105.00\nCake   1   203.00   203.00\n\nSumme   308.00"
HEAD = "Tischlerei Eschental GmbH\nLindenweg 4\n04103 Leipzig\n\nRechnung\n\nRechnungsnummer   2026-17\n"
ACCEPTED = 1 - most_doubt(PROMISED)


@pytest.mark.parametrize(
    ("meta", "issued"),
    [
        ("Rechnungsdatum    14.05.2026\nZugestellt den    21.05.2026", "2026-05-14"),
        ("Zugestellt den    21.05.2026\nRechnungsdatum    14.05.2026", "2026-05-14"),
        ("Datum Eingang     21.05.2026\nDatum             14.05.2026", "2026-05-14"),
        ("Bestellt am       01.05.2026\nDatum             14.05.2026", "2026-05-14"),
        ("Datum    14.05.2026\nWir buchen von Ihrem Konto ab, Abbuchung vom 30.05.2026", "2026-05-14"),
        ("Rechnung Nr. 2026-17 vom 14.05.2026\nAngebot vom 30.04.2026", "2026-05-14"),
        ("Leipzig, den 14.05.2026", "2026-05-14"),
        ("Datum der Rechnung    14.05.2026", "2026-05-14"),
    ],
)
def test_the_day_of_issue(meta: str, issued: str):
    draft = assemble(draw(HEAD + meta + ROWS), kind="invoice")
    assert value_at(draft.document, "issue_date") == issued
    assert draft.evidence["issue_date"].confidence > 0.95


@pytest.mark.parametrize(
    "meta",
    [
        "Rechnungsdatum:\nAbgeholt          21.05.2026",
        "Datum\nAuftrag 4711 erteilt, 21.05.2026",
        "Abgeholt am       21.05.2026",
        "Rechnungsdatum:\n\nAbholung vom 21.05.2026",
        "Datum Abholung    21.05.2026",
        "Zugestellt den    21.05.2026",
    ],
)
def test_another_day_is_not_sure_to_be_that_of_issue(meta: str):
    draft = assemble(draw(HEAD + meta + ROWS), kind="invoice")
    assert draft.document.issue_date is None or draft.evidence["issue_date"].confidence < ACCEPTED


def test_a_date_that_ends_a_remark_below_the_sums_is_not_sure_to_be_that_of_issue():
    draft = assemble(draw(f"{HEAD}{ROWS}\n\nEs gilt unsere Preisliste vom 21.05.2026"), kind="invoice")
    assert draft.document.issue_date is None or draft.evidence["issue_date"].confidence < ACCEPTED
