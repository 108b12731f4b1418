"""Proposals are applied where the real page confirms them, and only there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import invoice_ocr
from invoice_ocr.checks.proposals import with_value
from invoice_ocr.pipeline.fixing import fix

SAMPLES = Path(__file__).parents[2] / "samples"
SOUND = SAMPLES / "de-invoice-two-rates" / "document.pdf"
WRONG = SAMPLES / "ie-wrong-total" / "document.pdf"


def misread(report, path, value):
    """As if a digit had been misread; the place on the page stays."""
    changed = report.model_copy(update={"document": with_value(report.document, path, Decimal(value))})
    return invoice_ocr.check(changed)


@pytest.fixture(scope="module")
def sound():
    return invoice_ocr.extract(SOUND, reader="textlayer")


def test_a_misread_total_is_mended_and_said(sound):
    total = sound.document.total
    wrong = misread(sound, "total", total + 30)
    mended = fix(wrong, SOUND)
    assert mended.document == sound.document
    assert f"total was changed from {total + 30} to {total}" in mended.reading.warnings[-1]
    checked = invoice_ocr.check(mended)
    assert not [f for f in checked.findings if f.severity == "error"]
    assert checked.decision == "review", "a person has to see what was changed"


def test_what_the_page_does_not_confirm_stays():
    report = invoice_ocr.extract(WRONG, reader="textlayer")
    assert any(finding.proposals for finding in report.findings)
    assert fix(report, WRONG) == report


def test_without_a_place_or_a_proposal_nothing_changes(sound):
    assert fix(sound, SOUND) is sound
    wrong = misread(sound, "total", sound.document.total + 30)
    placeless = wrong.model_copy(update={"evidence": {}})
    assert fix(placeless, SOUND) == placeless
