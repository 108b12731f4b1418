"""What counts as right, and the figures made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from invoice_ocr.batch.accuracy import Accuracy
from invoice_ocr.batch.likeness import judge
from invoice_ocr.batch.truth import read_truth
from invoice_ocr.errors import ReportError
from invoice_ocr.model.purchase import Invoice
from invoice_ocr.model.report import FailedSource, Failure, FailureReason, Report, Source


def truth(**document):
    raw = json.dumps({"file": "a.pdf", "document": document}).encode()
    return read_truth(raw, name="truth.jsonl", folder=Path("f"))[0]


def verdicts(label, **given):
    return [(each.field, each.verdict) for each in judge(truth(**label).document, Invoice(**given))]


@pytest.mark.parametrize(
    ("label", "given", "verdict"),
    [
        ({"total": "9.9"}, {"total": "9.90"}, "right"),
        ({"total": 9.90}, {"total": "9.90"}, "right"),
        ({"total": "9.90"}, {"total": "9.91"}, "wrong"),
        ({"total": "9.90"}, {}, "missing"),
        ({"due_date": None}, {"due_date": "2024-03-04"}, "invented"),
        ({"issue_date": "2024-03-04"}, {"issue_date": "2024-03-04"}, "right"),
        ({"seller.name": "Café Zoë"}, {"seller": {"name": "CAFE  ZOE"}}, "right"),
        ({"seller": {"name": "Café"}}, {"seller": {"name": "Cafés"}}, "wrong"),
        ({"number": "RE-2024/7"}, {"number": "re 2024 7"}, "right"),
        ({"payee": {"name": "X"}}, {}, "missing"),
        ({"prices_include_tax": False}, {"prices_include_tax": True}, "wrong"),
    ],
)
def test_values_are_compared_by_what_they_say(label, given, verdict):
    assert [each for _, each in verdicts(label, **given)] == [verdict]


def test_a_label_of_nothing_that_is_not_there_does_not_count():
    assert verdicts({"due_date": None}) == []


def test_lines_are_paired_by_amount_and_description():
    label = {"lines": [{"description": "Tea", "amount": "2"}, {"description": "Bread", "amount": "3", "quantity": "1"}]}
    given = [
        {"description": "BREAD sliced", "amount": "3.00", "quantity": "2"},
        {"description": "Milk", "amount": "2"},
    ]
    assert verdicts(label, lines=given) == [
        ("lines", "missing"),
        ("lines[].description", "missing"),
        ("lines[].amount", "missing"),
        ("lines", "right"),
        ("lines[].description", "wrong"),
        ("lines[].quantity", "wrong"),
        ("lines[].amount", "right"),
        ("lines", "invented"),
    ]


def test_tax_rows_are_paired_by_most_of_what_is_labelled():
    label = {"taxes": [{"rate": "7", "amount": "0.70"}, {"rate": "19", "amount": "1.90"}]}
    found = verdicts(label, taxes=[{"rate": "19", "amount": "1.90"}, {"rate": "7", "amount": "0.70"}])
    assert {verdict for _, verdict in found} == {"right"}


def report(decision, **document):
    source = Source(name="a.pdf", sha256="0", pages=1)
    return Report(source=source, kind="invoice", decision=decision, document=Invoice(**document))


def test_the_figures():
    accuracy = Accuracy()
    labelled = truth(total="9.90", number="7")
    accuracy.add(labelled, report("accept", total="9.90", number="7"))
    accuracy.add(labelled, report("accept", total="9.99", number="7"))
    accuracy.add(labelled, report("review", number="7"))
    accuracy.add(
        labelled,
        Failure(source=FailedSource(name="a.pdf"), error=FailureReason(type="X", message="", remedy="")),
    )
    assert (accuracy.documents, accuracy.failed, accuracy.accept_rate, accuracy.silent_error) == (4, 1, 0.5, 0.5)
    assert accuracy.fields["total"] == (4, 0.5, 0.25, pytest.approx(1 / 3))
    assert accuracy.fields["number"] == (4, 1.0, 0.75, pytest.approx(6 / 7))
    assert len(accuracy.mistakes) == 4


def test_no_documents_give_no_shares():
    assert (Accuracy().accept_rate, Accuracy().silent_error, Accuracy().fields) == (None, None, {})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x", "line 1: not JSON"),
        ("[]", "not of the form"),
        ('{"file": "a"}', "not of the form"),
        ('{"file": "a", "document": {"totl": "1"}}', 'did you mean "total"'),
        ('{"file": "a", "document": {"total": "abc"}}', "is not a decimal amount"),
        ('{"file": "a", "document": {"seller": "X", "seller.name": "X"}}', "as a whole and in parts"),
    ],
)
def test_labels_that_are_none_are_refused(line, message):
    with pytest.raises(ReportError, match=message):
        read_truth(line.encode(), name="truth.jsonl", folder=Path())
