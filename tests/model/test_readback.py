"""Reports read back: what was written is what is read, and what is wrong is named, all of it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoice_ocr.errors import ReportError
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import (
    Address,
    AllowanceCharge,
    Invoice,
    Labels,
    Line,
    Party,
    PaymentDetails,
    Period,
    PrecedingInvoice,
    Receipt,
    Tax,
    Tender,
)
from invoice_ocr.model.readback import read_report, read_reports
from invoice_ocr.model.report import Evidence, Leftover, ReadingSummary, Report, Source

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
AMOUNT = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2)
DAY = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
CLOCK = st.times().map(lambda time: time.replace(fold=0))
FRACTION = st.floats(0, 1)


def maybe(strategy):
    return st.none() | strategy


def some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


def made(model, **fields):
    return st.fixed_dictionaries({}, optional=fields).map(lambda values: model(**values))


EXTRA = made(AllowanceCharge, reason=TEXT, rate=AMOUNT, base=AMOUNT, amount=AMOUNT)
PARTY = made(
    Party,
    name=TEXT,
    vat_id=TEXT,
    address=made(Address, text=TEXT, lines=some(TEXT), country=st.sampled_from(["DE", "MY"])),
)
LINE = made(Line, description=TEXT, quantity=AMOUNT, unit_price=AMOUNT, amount=AMOUNT, allowances=some(EXTRA))
COMMON = {
    "number": TEXT,
    "document_type": st.sampled_from(["invoice", "credit_note", "receipt"]),
    "issue_date": DAY,
    "issue_time": CLOCK,
    "currency": st.sampled_from(["EUR", "MYR"]),
    "period": made(Period, start=DAY, end=DAY),
    "seller": PARTY,
    "payee": PARTY,
    "payment": made(PaymentDetails, iban=TEXT, card_last4=st.sampled_from(["0000", "1234"])),
    "lines": some(LINE),
    "charges": some(EXTRA),
    "taxes": some(made(Tax, category=st.sampled_from(["S", "AE"]), rate=AMOUNT, amount=AMOUNT)),
    "total": AMOUNT,
    "prices_include_tax": st.booleans(),
    "preceding_invoices": some(made(PrecedingInvoice, number=TEXT, issue_date=DAY)),
    "notes": some(TEXT),
}
DOCUMENT = made(Invoice, **COMMON) | made(
    Receipt, **COMMON, tip=AMOUNT, register=TEXT, payments=some(made(Tender, method=TEXT, amount=AMOUNT))
)
EVIDENCE = st.builds(
    Evidence,
    page=maybe(st.integers(0, 9)),
    box=maybe(st.tuples(FRACTION, FRACTION, FRACTION, FRACTION)),
    text=TEXT,
    confidence=FRACTION,
    source=st.sampled_from(["ocr", "textlayer"]),
    readings=maybe(st.tuples(TEXT, TEXT)),
)
FINDING = st.builds(Finding, severity=st.sampled_from(["error", "info"]), standard=maybe(TEXT), paths=some(TEXT))
READING = st.builds(ReadingSummary, seconds=st.floats(0, 1e6), usage=maybe(st.dictionaries(TEXT, st.integers(0, 9))))


def reported(document, **rest):
    return Report(document=document, kind="receipt" if isinstance(document, Receipt) else "invoice", **rest)


REPORT = st.builds(
    reported,
    DOCUMENT,
    source=st.builds(
        Source, name=TEXT, sha256=TEXT, pages=st.integers(0, 9), page_range=maybe(st.tuples(*[st.integers(0, 9)] * 2))
    ),
    decision=st.sampled_from(["accept", "review", "reject"]),
    evidence=st.dictionaries(TEXT, EVIDENCE, max_size=2),
    findings=some(FINDING),
    leftovers=some(st.builds(Leftover, path=TEXT, value=TEXT, evidence=EVIDENCE)),
    layout=st.sampled_from([None, "inclusive"]),
    reading=maybe(READING),
)


@settings(max_examples=60, deadline=None)
@given(REPORT)
def test_what_is_written_is_read_back(report):
    assert read_report(report.to_json()) == report
    assert read_report(report.to_json(indent=2)).to_json() == report.to_json()


def test_classes_of_your_own_are_read_back():
    class Project(Invoice):
        project: Annotated[str | None, Labels("Project")] = None

    source = Source(name="a", sha256="b", pages=1)
    report = Report(source=source, kind="invoice", decision="accept", document=Project(project="P1", total="2.50"))
    again = read_report(report.to_json(), kind=Project)
    assert again == report
    assert again.document.project == "P1"
    with pytest.raises(ReportError, match=r"document\.project: there is no such field"):
        read_report(report.to_json())


def test_a_bare_document_is_enough():
    report = read_report('{"kind": "receipt", "document": {"total": "9.90"}}', name="edited.json")
    assert report.document == Receipt(total=Decimal("9.90"))
    assert (report.source.name, report.source.pages, report.decision) == ("edited.json", 0, "review")


def problems(document, **rest):
    with pytest.raises(ReportError) as caught:
        read_report(json.dumps({"kind": "invoice", "document": document, **rest}))
    return [line.strip() for line in caught.value.message.splitlines()[1:]]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({"total": "abc"}, 'document.total: "abc" is not a decimal amount such as "12.50"'),
        ({"total": 12.5}, 'document.total: 12.5 is a JSON number; write amounts as strings: "12.5"'),
        ({"total": 12}, 'document.total: 12 is a JSON number; write amounts as strings: "12"'),
        ({"total": True}, 'document.total: true is not a decimal amount such as "12.50"'),
        ({"totl": "1"}, 'document.totl: there is no such field; did you mean "total"?'),
        ({"currency": "€"}, 'document.currency: "€" is not a currency code such as "EUR"'),
        ({"issue_date": "2024-02-30"}, 'document.issue_date: "2024-02-30" is not a date such as "2026-11-22"'),
        ({"issue_time": "9am"}, 'document.issue_time: "9am" is not a time such as "14:05"'),
        ({"number": ""}, "document.number: is empty; write null for what is unknown"),
        (
            {"lines": [{}, {"quantity": "2 kg"}]},
            'document.lines[1].quantity: "2 kg" is not a decimal amount such as "12.50"',
        ),
        ({"seller": {"address": "Weg 1"}}, 'document.seller.address: "Weg 1" is not an object'),
        ({"lines": None}, "document.lines: null is not a list"),
    ],
)
def test_a_problem_is_named_with_its_path(document, problem):
    assert problems(document) == [problem]


def test_all_problems_are_named_in_the_order_of_their_paths():
    found = problems({"total": "x", "lines": [{"amount": "y"}] * 11}, decision="maybe")
    assert found[0] == 'decision: "maybe" is none of "accept", "review", "reject"'
    assert [line.partition(":")[0] for line in found[1:]] == [f"document.lines[{n}].amount" for n in range(11)] + [
        "document.total"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("{", "line 1, column 2"),
        ("[1]", "not a report but a number"),
        ("3", "not a report but a number"),
        ('{"kind": "invoice"}', "document: is missing"),
        ('{"document": {}}', "kind: is missing"),
        ('{"a": NaN}', "NaN is not JSON"),
        ('{"kind": "invoice", "kind": "receipt"}', '"kind" stands twice'),
        (b"\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_not_a_report_is_refused(text, message):
    with pytest.raises(ReportError, match=message):
        read_reports(text)


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", b"\xff"])
def test_what_is_no_json_object_is_refused_with_what_is_wanted(text):
    with pytest.raises(ReportError) as caught:
        read_reports(text)
    assert "invoice-ocr extract" in caught.value.remedy


def test_json_lines_and_lists_are_read_one_by_one():
    bare = '{"kind": "invoice", "document": {}}'
    assert len(read_reports(f"{bare}\n\n{bare}\n")) == 2
    assert len(read_reports(f"[{bare}, {bare}]")) == 2
    with pytest.raises(ReportError, match="line 2"):
        read_reports(f'{bare}\n{{"kind": "x"}}\n')
