"""The store of earlier documents, in a real file."""

from __future__ import annotations

import json

import pytest

import invoice_ocr
from invoice_ocr.errors import UsageError
from invoice_ocr.model.readback import read_report
from invoice_ocr.pipeline.history import History

IBAN, OTHER = "DE02120300000000202051", "ES9121000418450200051332"


def report(name="a.pdf", sha256="aa", decision="accept", pages=None, **document):
    source = {"name": name, "sha256": sha256, "pages": 1, "page_range": pages}
    seller = {"name": "Anna Berg GmbH", "vat_id": "DE136695976"}
    base = {"number": "R-17", "issue_date": "2026-05-12", "total": "119.00", "currency": "EUR", "seller": seller}
    given = {"source": source, "kind": "invoice", "decision": decision, "document": {**base, **document}}
    return read_report(json.dumps(given))


@pytest.fixture
def history(tmp_path):
    return History(tmp_path / "seen.sqlite")


def rules(checked, history):
    found = invoice_ocr.check(checked, history=history).findings
    return {finding.rule for finding in found if finding.rule.startswith("FRD")}


def test_a_document_is_not_its_own_past(history):
    history.remember(report())
    history.remember(report())
    assert rules(report(), history) == set()


def test_the_same_number_again(history):
    history.remember(report())
    assert rules(report("b.pdf", "bb"), history) == {"FRD105"}
    assert rules(report("b.pdf", "bb", seller={"name": "anna berg gmbh"}), history) == {"FRD105"}
    assert rules(report("b.pdf", "bb", seller={"name": "Bell plc"}), history) == set()


def test_numbers_that_look_alike_and_copies_with_another_number(history):
    history.remember(report())
    assert rules(report("b.pdf", "bb", number="R-I7"), history) == {"FRD106", "FRD107"}
    assert rules(report("b.pdf", "bb", number="R-99"), history) == {"FRD107"}


def test_the_same_file_under_another_name(history):
    history.remember(report(seller={}))
    assert "FRD108" in rules(report("copy.pdf", seller={}, number="R-99", total="1.00"), history)


def test_two_documents_of_one_file_are_no_copies(history):
    history.remember(report(pages=[0, 0]))
    assert rules(report(pages=[1, 1], number="R-18", total="7.00"), history) == set()
    assert rules(report(pages=[1, 1]), history) == {"FRD105"}


def test_a_new_account_of_a_known_seller(history):
    history.remember(report(payment={"iban": IBAN}))
    changed = report("b.pdf", "bb", number="R-18", total="7.00", payment={"iban": OTHER})
    assert rules(changed, history) == {"FRD104"}
    assert invoice_ocr.check(changed, history=history).decision == "review"
    history.remember(invoice_ocr.check(changed, history=history))
    assert rules(changed, history) == {"FRD104"}, "not known until a person has confirmed it"
    history.remember(changed, confirmed=True)
    assert rules(changed, history) == set()


def test_the_same_document_with_another_account_or_seller_is_not_trusted(history):
    history.remember(report(payment={"iban": IBAN}))
    again = report(payment={"iban": OTHER}, decision="review")
    history.remember(again)
    assert history.past_of(again.document, again.source).ibans == {IBAN}
    stranger = report(payment={"iban": IBAN}, seller={"name": "Bell plc"}, decision="review")
    history.remember(stranger)
    assert history.past_of(stranger.document, stranger.source).ibans == frozenset()
    history.remember(again, confirmed=True)
    assert history.past_of(again.document, again.source).ibans == {OTHER}


def test_a_seller_without_name_and_id_has_no_past(history):
    history.remember(report(seller={}, payment={"iban": IBAN}))
    assert rules(report("b.pdf", "bb", seller={}, payment={"iban": OTHER}), history) == set()


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"no database" * 99)])
def test_what_is_no_store_is_refused(tmp_path, make):
    path = tmp_path / "seen.sqlite"
    make(path)
    with pytest.raises(UsageError, match="history"):
        History(path)
