"""No silent wrong value: what is ambiguous, illegible or absent never comes out as a sure value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page import Example, draw, examples, value_at

from invoice_ocr.fields import assemble
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.reading import PageReading, Reading, Word

TEA_AND_CAKE = "Corner Shop Ltd\n\nTea   30.00\nCake   15.00"

SURE = 0.5
"""A value surer than this would be believed."""

WITHOUT_PLACE = {"document_type", "prices_include_tax"}
"""What is told from the whole page; address lines stand at their address's text."""


def confidence(draft: Draft, path: str) -> float:
    return draft.evidence[path].confidence if path in draft.evidence else 0.0


def test_date_of_either_order_is_left_open():
    draft = assemble(draw("Corner Shop\nReceipt No: A17\nDate: 03/04/2026\nTotal   5.00"))
    assert draft.document.issue_date is None
    assert set(draft.evidence["issue_date"].readings) == {"2026-04-03", "2026-03-04"}
    assert "issue_date" in {doubt.path for doubt in draft.doubts}


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("Perak, Malaysia  RM", "2026-04-03"),
        ("Springfield, IL 62701", "2026-03-04"),
        ("Printed 25/12/2025", "2026-04-03"),
    ],
)
def test_date_is_settled_by_country_or_by_another_date(cue: str, expected: str):
    draft = assemble(draw(f"Corner Shop\n{cue}\nDate: 03/04/2026\nTotal   5.00"))
    assert value_at(draft.document, "issue_date") == expected


@pytest.mark.parametrize("name", ["O2 Shop Ltd", "H2O Pools Ltd", "Cafe No11 Ltd", "Unit A1b Ltd", "HAI-0 Ltd"])
def test_names_that_mix_letters_and_digits_stay(name: str):
    draft = assemble(draw(f"{name}\n14 Mill Road\n\nReceipt No: A17\nTotal   5.00"))
    assert draft.document.seller.name == name


def test_amount_with_three_digits_after_a_mark_is_not_silently_read():
    draft = assemble(draw("Corner Shop\n\nTotal   1,234"))
    assert draft.document.total is None or confidence(draft, "total") < SURE


def test_other_amounts_settle_the_mark():
    draft = assemble(draw("Corner Shop\n\nLathe   1,199.00\nVice       35.00\nTotal   1,234.00"))
    assert draft.document.total == Decimal("1234.00")


@pytest.mark.parametrize("sign", ["$", "kr"])
def test_sign_of_several_currencies_is_left_open(sign: str):
    draft = assemble(draw(f"Corner Shop\n\nTea   {sign} 5.00\nTotal   {sign} 5.00"))
    assert draft.document.currency is None
    assert len(draft.evidence["currency"].readings) > 1


@pytest.mark.parametrize(
    ("seller", "buyer"),
    [
        ("Alder Tools LLC\nAustin, TX 78701", "12 George St\nSydney NSW 2000\nAustralia"),
        ("Alder Pty Ltd\nSydney NSW 2000\nAustralia", "4 Mill Road\nAustin, TX 78701"),
        ("Alder Pte Ltd\nSingapore 048616", "12 George St\nSydney NSW 2000\nAustralia"),
    ],
)
def test_a_dollar_between_two_countries_is_left_open(seller: str, buyer: str):
    page = f"{seller}\n\nInvoice No: 17\nDate: 05/04/2026\n\nBill to:\nFen Ltd\n{buyer}\n\nTotal   $ 100.00"
    draft = assemble(draw(page))
    assert draft.document.currency is None
    assert len(draft.evidence["currency"].readings) > 1
    assert (draft.document.issue_date is None) == ("TX" in page)


def test_no_currency_printed_means_none():
    draft = assemble(draw("Corner Shop\n\nTea   5.00\nTotal   5.00"))
    assert draft.document.currency is None
    assert "currency" not in draft.evidence


@pytest.mark.parametrize("total", ["#8.4?", "", "~~~~", "S8_4O"])
def test_illegible_total_is_never_surely_the_subtotal(total: str):
    draft = assemble(draw(f"{TEA_AND_CAKE}\nSubtotal   45.00\nTax 8%   3.60\nTotal   {total}"))
    assert draft.document.total in {None, Decimal("48.60")} or confidence(draft, "total") < SURE


def test_total_that_contradicts_the_lines_is_kept_as_printed():
    draft = assemble(draw(f"{TEA_AND_CAKE}\n\nTotal   47.00"))
    assert draft.document.total == Decimal("47.00")
    assert [line.amount for line in draft.document.lines] == [Decimal("30.00"), Decimal("15.00")]


def test_total_that_contradicts_subtotal_and_tax_is_kept_as_printed():
    draft = assemble(draw(f"{TEA_AND_CAKE}\nSubtotal   45.00\nTax 8%   3.60\nTotal   48.80"))
    document = draft.document
    assert [document.subtotal, document.tax_total, document.total] == [
        Decimal("45.00"),
        Decimal("3.60"),
        Decimal("48.80"),
    ]


def test_number_of_the_document_is_no_article():
    draft = assemble(draw("Corner Shop Ltd\nReceipt No: 17\n\nTotal   5.00"))
    assert draft.document.number == "17"
    assert draft.document.lines == ()


def test_weak_values_are_left_over():
    """What is less likely than not does not stand in the document."""
    weak = [(e.name, path) for e in examples().values() for path, found in e.draft.evidence.items()
            if found.readings is None and found.confidence < SURE]  # fmt: skip
    assert weak == []


def test_quantity_is_not_invented():
    draft = assemble(draw(f"{TEA_AND_CAKE}\n\nTotal   45.00"))
    assert [line.quantity for line in draft.document.lines] == [None, None]
    assert [line.unit_price for line in draft.document.lines] == [None, None]


def test_tax_is_not_worked_out_from_a_rate():
    draft = assemble(draw(f"{TEA_AND_CAKE}\n\nTotal   45.00\nAll prices include 20% VAT"))
    assert draft.document.tax_total is None


def test_unsure_words_make_unsure_values():
    page = f"{TEA_AND_CAKE}\n\nTotal   45.00\nCash   50.00\nChange   5.00"
    sure = assemble(draw(page))
    unsure = assemble(draw(page, unsure={"45.00": 0.2}))
    assert confidence(unsure, "total") < confidence(sure, "total")


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a document with its path; an address's lines stand for themselves at its text."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name != "lines" or not path.endswith("address"):
                yield from leaves(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for i, part in enumerate(value):
            yield from leaves(part, f"{path}[{i}]")
    elif value is not None:
        yield path, value


def words_of(reading: Reading, page: int) -> list[str]:
    return [word.text for word in reading.pages[page].words]


EVERY = pytest.mark.parametrize("example", [pytest.param(e, id=name) for name, e in examples().items()])


@EVERY
def test_every_value_stands_on_the_page(example: Example):
    draft, reading = example.draft, example.reading
    for path, value in leaves(draft.document.model_dump()):
        if path in WITHOUT_PLACE:
            continue
        evidence = draft.evidence[path]
        printed = words_of(reading, evidence.page)
        assert all(any(piece in word for word in printed) for piece in evidence.text.split()), path
        if isinstance(value, Decimal) and len(evidence.text.split()) == 1:
            digits = "".join(c for c in evidence.text if c.isdigit())
            assert digits.endswith("".join(c for c in str(value) if c.isdigit())), path


@EVERY
def test_every_box_holds_its_text(example: Example):
    """A word's middle lies in the box of every value that the word is a part of."""
    draft, reading = example.draft, example.reading
    for path, evidence in draft.evidence.items():
        left, top, right, bottom = evidence.box
        assert 0 <= left < right <= 1, path
        assert 0 <= top < bottom <= 1, path
        words = [
            w.text for w in reading.pages[evidence.page].words if within(w, reading.pages[evidence.page], evidence.box)
        ]
        assert all(any(piece in word for word in words) for piece in evidence.text.split()), path


def within(word: Word, page: PageReading, box: tuple[float, float, float, float]) -> bool:
    """Whether the word, or a part of it, stands in the box, given in fractions of the page."""
    left, top, right, bottom = box
    beside = word.box.right / page.frame.width > left and word.box.left / page.frame.width < right
    return beside and top < word.box.y / page.frame.height < bottom


@EVERY
def test_evidence_says_how_the_page_was_read(example: Example):
    assert {e.source for e in example.draft.evidence.values()} <= {example.settings.get("source", "ocr")}


@EVERY
def test_open_values_have_readings_and_no_value(example: Example):
    for path, evidence in example.draft.evidence.items():
        if evidence.readings is not None:
            assert len(evidence.readings) > 1
            assert value_at(example.draft.document, path) == "none"
        else:
            assert value_at(example.draft.document, path) != "none"


def test_values_of_the_second_page_say_so():
    evidence = examples()["en-invoice-two-pages"].draft.evidence
    assert {evidence[path].page for path in ("number", "issue_date", "lines[0].amount")} == {0}
    assert {evidence[path].page for path in ("subtotal", "tax_total", "total")} == {1}


WORDS = [
    "alder",
    "birch",
    "Quill",
    "Rd",
    "#",
    "-",
    ":",
    "x",
    "%",
    "12",
    "3",
    "2026",
    "n/a",
    "07",
    "***",
    ".",
    "1.13",
    "2.29",
    "4.61",
    "9.37",
    "18.91",
    "-0.47",
]
NAMELESS = st.one_of(st.sampled_from(WORDS), st.text("zqxjvßЖ木£&/", min_size=3, max_size=8), st.dates().map(str))
SOUP = st.lists(st.lists(NAMELESS, max_size=6).map("   ".join), max_size=12).map("\n".join)
"""Rows of words and numbers without any label of a sum."""

LABELS = [
    "Total",
    "Subtotal",
    "VAT",
    "20%",
    "Tax",
    "Cash",
    "Change",
    "Invoice",
    "No.",
    "Date",
    "Qty",
    "Amount",
    "Description",
    "Bill to",
    "Ltd",
    "1.00",
    "2.50",
    "-3.00",
    "1,234",
    "$",
    "EUR",
    "01/02/2026",
    "12:30",
    "Carried forward",
    "IBAN",
    "x",
    "(",
    "Due",
    "Period",
    "Unit Price",
    "0",
    "0.00",
    "DE136695976",
    "Rounding",
    "Discount",
    "Page",
    "2",
    "IVA",
    "Summe",
    "From",
    "To",
    "Address",
    "Name:",
    "Ship to",
    "Item",
    "3 x 0.89",
    "6",
    "100.00",
    "6.00",
    "HRB 123",
    "Account",
    "Ref",
    "Tip",
    "Card",
    "Refund",
]
LABELLED_SOUP = st.lists(st.lists(st.sampled_from(LABELS), max_size=7).map("   ".join), max_size=14).map("\n".join)
"""Labels and amounts in any order."""

OFTEN = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@OFTEN
@given(SOUP, st.sampled_from(["ocr", "textlayer"]))
def test_words_without_labels_give_no_sure_total(text: str, source: str):
    draft = assemble(draw(text, source=source))
    assert draft.document.total is None or confidence(draft, "total") < SURE


@OFTEN
@given(LABELLED_SOUP, st.sampled_from(["ocr", "textlayer"]), st.sampled_from([None, "invoice", "receipt"]))
def test_labels_in_any_order_raise_nothing_and_invent_nothing(text: str, source: str, kind: Any):
    reading = draw(text, source=source)
    draft = assemble(reading, kind=kind)
    assert {path for path, _ in leaves(draft.document.model_dump())} - WITHOUT_PLACE <= set(draft.evidence)
    printed = "".join(text.split())
    for path, evidence in draft.evidence.items():
        assert all(piece in printed for piece in evidence.text.split()), path
        assert 0 <= evidence.confidence <= 1


def test_nothing_read_gives_nothing():
    draft = assemble(Reading("ocr", ()))
    assert draft.kind is None
    assert dict(draft.evidence) == {}
    assert list(leaves(draft.document.model_dump())) == []
