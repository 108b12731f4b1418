"""What the codes on invoices and receipts say."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import BAD, GOOD, OTHER
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.codes import KINDS, read_code
from invoice_ocr.codes.parts import day_of_moment
from invoice_ocr.errors import ValueParseError
from invoice_ocr.fields.claims.typed import typed
from invoice_ocr.model.purchase import Receipt

STARTS = [text[:size] for text, *_ in (*GOOD.values(), *BAD.values()) for size in (3, 12, 40)]


@pytest.mark.parametrize("name", GOOD)
def test_values(name):
    coded = read_code(GOOD[name].text)
    assert (dict(coded.values), coded.problem) == (GOOD[name].values, "")


@pytest.mark.parametrize("name", GOOD)
def test_every_value_has_one_reading(name):
    for path, text in GOOD[name].values.items():
        assert len(typed(Receipt, path, text, None)) == 1, path


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said(name):
    text, says = BAD[name]
    coded = read_code(text)
    assert says in coded.problem or says in coded.title
    assert coded.problem
    assert not coded.values


@pytest.mark.parametrize("text", OTHER, ids=range(len(OTHER)))
def test_other_codes_say_nothing(text):
    assert read_code(text) is None


def test_every_kind_has_a_case():
    titles = {read_code(case.text).title for case in GOOD.values()}
    assert titles == {kind.TITLE for kind in KINDS}


@given(st.sampled_from(["", *STARTS]), st.text(max_size=60))
def test_no_text_is_too_odd(start, rest):
    coded = read_code(start + rest)
    assert coded is None or not (coded.problem and coded.values)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-04-25T15:30:00Z", "2025-04-25"),
        ("2025-04-25T23:30:00Z", ""),
        ("2025-04-25T00:30:00+00:00", ""),
        ("2025-04-25T23:30:00+03:00", "2025-04-25"),
        ("2025-04-25T23:30:00", "2025-04-25"),
    ],
)
def test_a_moment_in_another_time_zone_may_be_another_day(moment, day):
    assert day_of_moment(moment) == day


def test_no_moment():
    with pytest.raises(ValueParseError, match="no time"):
        day_of_moment("yesterday")


WORDS = {
    "payment.iban": "IBAN",
    "payment.bic": "BIC",
    "payment.account": "account",
    "payment.reference": "reference",
    "payee.name": "payee",
    "payee.address": "payee with address",
    "buyer.name": "buyer",
    "buyer.address": "buyer with address",
    "buyer.vat_id": "buyer's VAT number",
    "buyer_reference": "buyer's reference",
    "seller.name": "seller",
    "seller.vat_id": "VAT number",
    "amount_due": "amount due",
    "total": "total",
    "tax_total": "tax total",
    "taxes": "taxes",
    "payments": "payments",
    "currency": "currency",
    "number": "number",
    "document_type": "type",
    "issue_date": "date",
    "due_date": "due date",
    "delivery_date": "delivery",
}
"""How the page on codes calls what the paths mean."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TITLE)
def test_the_page_on_codes_says_what_each_kind_gives(kind):
    page = (Path(__file__).parents[2] / "docs" / "codes.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| {kind.TITLE}")]
    given = {path for case in GOOD.values() if read_code(case.text).title == kind.TITLE for path in case.values}
    names = {
        path.partition("[")[0] if "[" in path else path.partition(".address")[0] + ".address" * (".address" in path)
        for path in given
    }
    said = row.partition("|")[2].partition("|")[2]
    assert [name for name in names if WORDS[name].removeprefix("buyer's ") not in said] == []
    assert ("buyer's" in said or "buyer with" in said) == any(name.startswith("buyer") for name in names)
