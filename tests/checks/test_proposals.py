"""Proposals make every equation hold, differ by one slip, and change nothing."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from consistent_documents import draw

from invoice_ocr.checks import Subject, run_checks
from invoice_ocr.checks.proposals import EQUATIONS, slip, with_value


def proposed(subject):
    return {(each.path, each.value) for finding in run_checks(subject) for each in finding.proposals}


def test_the_document_stays_as_it_is():
    subject = Subject.of("invoice", subtotal="100.00", tax_total="19.00", total="179.00")
    before = subject.document.model_dump()
    assert ("total", "119.00") in proposed(subject)
    assert subject.document.model_dump() == before


@pytest.mark.parametrize(
    ("document", "path", "value"),
    [
        ({"lines": [{"quantity": "3", "unit_price": "4.50", "amount": "18.50"}]}, "lines[0].amount", "13.50"),
        ({"lines": [{"quantity": "8", "unit_price": "4.50", "amount": "13.50"}]}, "lines[0].quantity", "3"),
        ({"subtotal": "100.00", "tax_total": "19.00", "total": "11900"}, "total", "119.00"),
        ({"subtotal": "100.00", "tax_total": "17.00", "total": "171.00"}, "total", "117.00"),
        ({"taxes": [{"rate": "19", "base": "200.00", "amount": "36.00"}]}, "taxes[0].amount", "38.00"),
    ],
)
def test_what_one_slip_explains_is_proposed(document, path, value):
    assert (path, value) in proposed(Subject.of("invoice", **document))


def test_nothing_is_proposed_where_no_single_slip_explains_it():
    assert proposed(Subject.of("invoice", subtotal="100.00", tax_total="19.00", total="345.67")) == set()
    assert proposed(Subject.of("invoice", subtotal="100.00", tax_total="19.00", total="119.00")) == set()


def test_long_documents_are_left_alone():
    lines = [{"amount": "1.00"}] * 201
    assert proposed(Subject.of("invoice", lines=lines, subtotal="207.00")) == set()


@pytest.mark.parametrize("seed", range(40))
def test_a_misread_digit_of_the_total_is_proposed_back(seed):
    """And each proposal, once somebody applies it, leaves no equation broken."""
    rng = Random(seed)  # noqa: S311 - documents, not secrets
    subject = draw(rng)
    total = subject.document.total
    digits = str(total)
    place = rng.choice([place for place, letter in enumerate(digits) if letter in "2345678"] or [len(digits) - 1])
    wrong = Decimal(digits[:place] + ("1" if digits[place] != "1" else "2") + digits[place + 1 :])
    changed = Subject(with_value(subject.document, "total", wrong), subject.kind, {}, subject.layout)
    found = proposed(changed)
    broken = [finding for finding in run_checks(changed) if finding.rule.startswith(EQUATIONS)]
    if any("total" in finding.paths and finding.severity == "error" for finding in broken):
        assert not found or any(path == "total" for path, _ in found)
    for path, value in found:
        mended = Subject(with_value(changed.document, path, Decimal(value)), subject.kind, {}, subject.layout)
        assert not [f for f in run_checks(mended) if f.rule.startswith(EQUATIONS) and f.severity == "error"]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("12.00", "12.00", ""),
        ("-5.00", "5.00", ""),
        ("0", "5", ""),
        ("12.34", "12.43", "two neighbouring digits are exchanged"),
        ("1.00", "100", "the decimal mark is in another place"),
        ("12.00", "1.20", "the decimal mark is in another place"),
        ("13.00", "18.00", "one digit differs"),
    ],
)
def test_slips(one, other, words):
    assert slip(Decimal(one), Decimal(other)) == words
