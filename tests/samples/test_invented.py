"""Generated documents: the same for a seed, of every kind there is, and never accepted with a wrong key field."""

import sys
from itertools import count, islice
from pathlib import Path

import pytest

import invoice_ocr
from invoice_ocr.batch.likeness import judge

sys.path.append(str(Path(__file__).parents[2] / "samples"))

from drawing.fonts import missing
from invented import CASES, LANGUAGES, LAYOUTS, generate
from invented.damage import DAMAGES, damaged
from invented.decoys import LATE
from invented.page import draw, visual

KEYS = {"number", "issue_date", "currency", "subtotal", "tax_total", "total"}

KNOWN = {"tipped-slip": pytest.mark.xfail(reason="the total before the tip is accepted as the total")}
"""Decoys that still mislead."""

QUICK = ("de", "el", "en", "he", "ja", "pl")

drawn = pytest.mark.skipif(bool(missing()), reason="needs the fonts that samples/README.md lists")


def bad_keys(sample, report):
    return [each for each in judge(sample.truth, report.document) if each.field in KEYS and each.verdict != "right"]


def is_silent(sample, report):
    """Accepted although a key field is wrong, or the page contradicts itself."""
    return report.decision == "accept" and bool(bad_keys(sample, report) or sample.doubtful)


def test_every_language_layout_and_case_comes():
    number, english = len(LANGUAGES), LANGUAGES.index("en")  # in which most countries write
    samples = [generate(seed) for seed in (*range(10 * number), *range(10 * number + english, 300 * number, number))]
    assert {each.language for each in samples} == {*LANGUAGES}
    assert {each.layout for each in samples} == {*LAYOUTS}
    assert {each.case for each in samples} == {*CASES}
    assert len({each.name for each in samples}) == len(samples)


def test_the_sums_of_the_truth_fit():
    for sample in map(generate, range(20 * len(LANGUAGES))):
        truth = sample.truth
        known = None not in (truth.total, truth.subtotal, truth.tax_total)
        if known and not sample.doubtful and truth.amount_due is None:
            gap = truth.total - truth.subtotal - truth.tax_total
            assert abs(gap) < 1 or sample.case in {"discount", "charge", "inclusive"}, sample.name


@drawn
@pytest.mark.slow
def test_a_seed_gives_the_same_document_again():
    for seed in (3, 17):
        assert generate(seed) == generate(seed)
        pictures = [damaged(draw(generate(seed)), kind, seed) for kind in DAMAGES for _ in range(2)]
        assert pictures[::2] == pictures[1::2]
        assert len(set(pictures)) == len(DAMAGES)


@pytest.mark.parametrize(
    ("text", "paper"),
    [("Total: 12.50", "Total: 12.50"), ("סך 12.50", "12.50 ךס"), ("יום: 3", "3 :םוי")],
)
def test_the_order_on_the_paper(text, paper):
    assert visual(text) == paper


@drawn
@pytest.mark.slow
@pytest.mark.parametrize("decoy", [pytest.param(each, marks=KNOWN.get(each, ())) for each in LATE])
def test_no_decoy_makes_a_wrong_value_accepted(decoy):
    samples = (each for each in (generate(seed, (decoy,)) for seed in count(9000)) if decoy in each.decoys)
    for sample in islice((each for each in samples if each.layout != "long"), 4):
        report = invoice_ocr.extract(draw(sample), name=sample.name)
        assert not is_silent(sample, report), sample.name


@drawn
@pytest.mark.parametrize(
    ("seed", "decoy"),
    [
        (9000, "other-currency"),
        (9001, "tax-forgotten"),
        (9002, "wrong-digit"),
        (9003, "blank-date"),
        (9004, "no-number"),
        (9005, "statement"),
        (9006, "slip"),
        (9007, "buyer-account"),
    ],
)
def test_a_decoy_misleads_nobody(seed, decoy):
    sample = next(each for each in (generate(n, (decoy,)) for n in count(seed)) if decoy in each.decoys)
    assert not is_silent(sample, invoice_ocr.extract(draw(sample), name=sample.name))


@drawn
@pytest.mark.parametrize(
    "language", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in LANGUAGES]
)
def test_no_wrong_value_is_accepted(language):
    samples = islice((each for each in map(generate, count(7000)) if each.language == language), 2)
    results = [(sample, invoice_ocr.extract(draw(sample), name=sample.name)) for sample in samples]
    assert not {sample.name: bad_keys(sample, report) for sample, report in results if is_silent(sample, report)}
