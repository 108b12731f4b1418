"""Confidences that mean what they say: the fit of labelled documents, applied to what the finders say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page import draw

from invoice_ocr.fields import assemble
from invoice_ocr.fields.calibration import LEGIBLE, SURELY, calibrated, fits, log_odds

shares = st.floats(min_value=0, max_value=1)
PATHS = sorted(fits())


def test_the_key_fields_have_labels():
    assert {"total", "issue_date", "number", "subtotal", "tax_total", "seller.name"} <= fits().keys()


@pytest.mark.parametrize("path", PATHS)
@given(confidence=shares, legibility=shares)
def test_it_is_a_probability_and_never_sure(path, confidence, legibility):
    assert 0 < calibrated(path, confidence, legibility) < 1


@pytest.mark.parametrize("path", PATHS)
@given(low=shares, high=shares, legibility=shares)
def test_more_that_speaks_for_a_value_makes_it_no_less_likely(path, low, high, legibility):
    low, high = sorted((low, high))
    assert calibrated(path, low, legibility) <= calibrated(path, high, legibility)


@given(confidence=shares, legibility=shares)
def test_without_labels_the_finder_is_believed(confidence, legibility):
    assert calibrated("seller.fax", confidence, legibility) == confidence


@pytest.mark.parametrize("bounds", [SURELY, LEGIBLE])
@given(share=shares)
def test_log_odds_stay_between_the_bounds(bounds, share):
    assert log_odds(bounds[0], *bounds) <= log_odds(share, *bounds) <= log_odds(bounds[1], *bounds)


RECEIPT = """
Corner Shop Ltd
Tea        30.00
Cake       15.00
TOTAL      45.00
CASH       50.00
CHANGE      5.00
04/05/2024
"""


def test_the_evidence_says_what_the_fit_says():
    said: dict[str, tuple[float, float]] = {}

    def keep(path: str, confidence: float, legibility: float) -> float:
        said[path] = (confidence, legibility)
        return confidence

    reading = draw(RECEIPT, unsure={"45.00": 0.93})
    assemble(reading, calibrate=keep)
    assert said["total"][1] == 0.93
    expected = {path: round(calibrated(path, *said[path]), 4) for path in ("total", "seller.name")}
    evidence = assemble(reading).evidence
    assert {path: evidence[path].confidence for path in expected} == expected


def test_a_total_in_doubtful_letters_is_less_sure():
    clear, blurred = (assemble(draw(RECEIPT, unsure={"45.00": chance})) for chance in (1.0, 0.8))
    assert clear.document.total == blurred.document.total
    assert blurred.evidence["total"].confidence < clear.evidence["total"].confidence
