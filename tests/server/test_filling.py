"""A caller's schema filled from a report: by its names, in its types, with nothing that the document does not say."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from invoice_ocr.errors import UsageError
from invoice_ocr.model.purchase import Address, Line, Party, Receipt, Tax
from invoice_ocr.model.report import Evidence, Report, Source
from invoice_ocr.readers.replies.shape import Leaf
from invoice_ocr.server.answers.filling import Unsayable, fill, json_text
from invoice_ocr.server.answers.found import Found
from invoice_ocr.server.answers.printed import as_printed
from invoice_ocr.server.answers.shape import check_shape

DOCUMENT = Receipt(
    number="0042",
    document_type="receipt",
    issue_date=date(2024, 3, 14),
    issue_time=time(9, 47),
    currency="USD",
    seller=Party(name="Corner Shop", address=Address(text="Mill Lane 1, Bath", city="Bath"), vat_id="GB999999973"),
    lines=(Line(description="Tea", quantity=Decimal("2.000"), amount=Decimal("5.00")), Line(description="Bread")),
    taxes=(Tax(rate=Decimal(20), amount=Decimal("1.00")),),
    tax_total=Decimal("1.00"),
    total=Decimal("6.00"),
    prices_include_tax=True,
    notes=("No refunds",),
)
SEEN = {
    "number": "0042",
    "issue_date": "14 March 2024",
    "issue_time": "9:47 AM",
    "due_date": "03/04/2024",
    "currency": "$",
    "seller.address.city": "BA1 Bath",
    "total": "$ 6.00",
    "lines[0].amount": "5.00",
}
REPORT = Report(
    source=Source(name="a", sha256="0" * 64, pages=1),
    kind="receipt",
    decision="accept",
    document=DOCUMENT,
    evidence={path: Evidence(text=text, confidence=0.9, source="ocr") for path, text in SEEN.items()},
)
FOUND = Found.document(REPORT, as_printed(REPORT))

TEXT, NUMBER = {"type": "string"}, {"type": "number"}
MAYBE_TEXT, MAYBE_NUMBER = {"type": ["string", "null"]}, {"anyOf": [NUMBER, {"type": "null"}]}


def shaped(**properties):
    return {"type": "object", "properties": properties, "required": list(properties)}


@pytest.mark.parametrize(
    ("name", "schema", "value"),
    [
        ("total", TEXT, "$ 6.00"),
        ("total", NUMBER, Decimal("6.00")),
        ("grandTotal", NUMBER, Decimal("6.00")),
        ("total", {"type": "string", "pattern": r"^\d+\.\d\d$"}, "6.00"),
        ("date", TEXT, "14 March 2024"),
        ("date", {"type": "string", "format": "date"}, "2024-03-14"),
        ("Invoice Date", {"type": "string", "description": "YYYY-MM-DD"}, "2024-03-14"),
        ("time", TEXT, "9:47 AM"),
        ("currency", TEXT, "$"),
        ("currency", {"enum": ["EUR", "USD"]}, "USD"),
        ("currency", {"type": ["string", "null"], "enum": ["EUR", None]}, None),
        ("vendor", TEXT, "Corner Shop"),
        ("vendor_city", TEXT, "Bath"),
        ("merchantVatId", TEXT, "GB999999973"),
        ("merchant_address", TEXT, "Mill Lane 1, Bath"),
        ("receipt_no", TEXT, "0042"),
        ("receipt_no", {"type": "integer"}, 42),
        ("receipt_no", {"type": ["number", "string"]}, "0042"),
        ("total", {"type": ["string", "number"]}, Decimal("6.00")),
        ("vendor", {"type": ["string", "number"]}, "Corner Shop"),
        ("total", {"enum": [6, 7]}, 6),
        ("tax", NUMBER, Decimal("1.00")),
        ("tax", {"type": "array", "items": shaped(rate=NUMBER)}, [{"rate": Decimal(20)}]),
        ("items", {"type": "array", "items": shaped(qty=MAYBE_NUMBER)}, [{"qty": Decimal("2.000")}, {"qty": None}]),
        (
            "items",
            {"type": "array", "items": {"type": "object", "properties": {"qty": {"type": "integer"}}}},
            [{"qty": 2}, {}],
        ),
        ("notes", {"type": "array", "items": TEXT}, ["No refunds"]),
        ("prices_include_tax", {"type": "boolean"}, True),
        ("totals", shaped(tax=NUMBER, total=NUMBER), {"tax": Decimal("1.00"), "total": Decimal("6.00")}),
        ("receipt", {"$ref": "#/$defs/r"}, {"total": Decimal("6.00")}),
        ("type", {"const": "receipt"}, "receipt"),
        ("due_date", TEXT, "03/04/2024"),
        ("due_date", {"type": ["string", "null"], "format": "date"}, "03/04/2024"),
        ("iban", MAYBE_TEXT, None),
        ("colour", MAYBE_TEXT, None),
        ("payee", {"anyOf": [shaped(name=TEXT), {"type": "null"}]}, None),
        ("payee", {"type": ["object", "null"], "properties": {"name": TEXT}}, None),
        ("buyer", {"anyOf": [shaped(name=TEXT), {"type": "null"}]}, None),
        ("seller", {}, FOUND.values["seller"]),
        ("allowances", {"type": "array", "items": TEXT}, []),
        ("unheard_of", {"type": ["array", "null"], "items": TEXT}, None),
        ("items", {"anyOf": [{"type": "array", "items": {"type": "boolean"}}, {"type": "null"}]}, None),
        ("invoice", shaped(number=TEXT, total=NUMBER), {"number": "0042", "total": Decimal("6.00")}),
        ("data", shaped(invoice=shaped(total=NUMBER)), {"invoice": {"total": Decimal("6.00")}}),
    ],
)
def test_a_property_is_found_and_typed(name, schema, value):
    whole = {**shaped(**{name: schema}), "$defs": {"r": shaped(total=NUMBER)}}
    assert fill(whole, FOUND) == {name: value}


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        (shaped(iban=TEXT), "iban"),
        (shaped(buyer=shaped(name=TEXT, vat_id=TEXT)), "buyer.name, buyer.vat_id"),
        (shaped(items={"type": "array", "items": shaped(description=TEXT, price=NUMBER)}), "items[].price"),
        (shaped(currency={"enum": ["EUR"]}), "currency"),
        (shaped(number=NUMBER, total={"type": "boolean"}), "total"),
        ({"type": "array", "items": TEXT}, "the whole"),
        (shaped(kind={"const": "invoice"}), "kind"),
        (shaped(unheard_of={"type": "array", "items": TEXT}), "unheard_of"),
        (shaped(iban={"type": "array", "items": TEXT}), "iban"),
        (shaped(items={"type": "array", "items": NUMBER}), "items"),
        (shaped(delivery_note=shaped(number=TEXT, date=TEXT)), "delivery_note.number, delivery_note.date"),
        (shaped(seller=shaped(contact=shaped(name=TEXT))), "seller.contact.name"),
    ],
)
def test_what_the_document_does_not_say_is_named(schema, paths):
    with pytest.raises(Unsayable) as raised:
        fill(schema, FOUND)
    named = raised.value.message.partition("requires: ")[2].rstrip(".").split(", ")
    assert set(named) == set(paths.split(", "))


def test_what_is_not_required_is_left_out():
    assert fill({"properties": {"iban": TEXT, "total": NUMBER}}, FOUND) == {"total": Decimal("6.00")}


@pytest.mark.parametrize(
    "part",
    [
        {"type": "array", "items": TEXT},
        {"type": "object", "properties": {"number": TEXT}},
        shaped(number=TEXT, date=TEXT),
    ],
)
@pytest.mark.parametrize("name", ["delivery_note", "buyer"])
def test_what_is_unknown_and_not_required_is_left_out(name, part):
    assert fill({"properties": {name: part, "total": NUMBER}}, FOUND) == {"total": Decimal("6.00")}


@pytest.mark.parametrize(
    ("choices", "printed", "value", "chosen"),
    [
        (["€", "$", "£"], "$", "USD", "$"),
        (["usd", "$"], "$", "USD", "$"),
        (["€", "£"], "$", "USD", None),
        (["eur", "usd"], "$", "USD", "usd"),
        (["5", "-5"], "-5", "-5", "-5"),
        (["5"], "-5", "-5", None),
        (["5"], "EUR -5", "-5", None),
        (["(5)"], "5", "5", None),
        (["", "-"], "$", "US$", None),
        (["Credit Note"], "CREDIT NOTE", "credit_note", "Credit Note"),
        (["x" * 90 + "a", "x" * 90 + "b"], "X" * 90 + "B", "X" * 90 + "B", "x" * 90 + "b"),
    ],
)
def test_a_choice_is_taken_where_it_is_what_is_printed(choices, printed, value, chosen):
    found = Found(Leaf(), value, printed)
    assert fill({"type": ["string", "null"], "enum": [*choices, None]}, found) == chosen


@pytest.mark.parametrize(
    ("choices", "value", "chosen"),
    [([True, 1], "1.00", 1), ([5.5, 20], "5.5", 5.5), ([5, 19], "-5", None), ([5], "5.0", 5)],
)
def test_a_choice_of_numbers_is_one_of_the_same_number(choices, value, chosen):
    found = fill({"type": ["number", "null"], "enum": [*choices, None]}, Found(Leaf(), value, value))
    assert (type(found), found) == (type(chosen), chosen)


def test_parts_of_a_schema_are_put_together():
    schema = {"allOf": [shaped(total=NUMBER), {"$ref": "#/$defs/d"}], "$defs": {"d": shaped(number=TEXT)}}
    assert fill(schema, FOUND) == {"total": Decimal("6.00"), "number": "0042"}


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}, {"$ref": "#"}]},
        shaped(next={"anyOf": [{"$ref": "#"}, {"type": "null"}]}),
        {"$ref": "#/$defs/nowhere"},
        {**shaped(a={"$ref": "#/$defs/a"}), "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
    ],
)
def test_circles_come_to_an_end(schema):
    with suppress(Unsayable):
        fill(schema, FOUND)


def test_a_short_schema_of_a_huge_value_is_refused():
    branches = {name: {"$ref": "#"} for name in "abcdefgh"}
    with pytest.raises(UsageError, match="too large"):
        fill({"type": "object", "properties": branches}, FOUND)


def test_amounts_are_written_digit_for_digit():
    text = json_text({"a": [Decimal("12345678901234567.10"), 1, None, True, "ä\n"], "b": Decimal("1E+3")})
    assert text == '{"a": [12345678901234567.10, 1, null, true, "ä\\n"], "b": 1000}'


def test_the_shape_is_checked_at_the_end():
    with pytest.raises(Unsayable, match="requires: total"):
        check_shape({"total": 6}, shaped(total={"type": "number", "minimum": 7}))
    with pytest.raises(UsageError, match="leads nowhere"):
        check_shape({}, {"$ref": "#/$defs/nowhere"})


NAMES = st.sampled_from(["total", "vendor", "date", "items", "name", "qty", "amount", "address", "city", "iban", "zz"])
LEAVES = st.sampled_from([TEXT, NUMBER, MAYBE_TEXT, MAYBE_NUMBER, {"type": "integer"}, {"type": "boolean"}])


def nested(inner):
    some = st.dictionaries(NAMES, inner, max_size=4)
    objects = some.flatmap(
        lambda p: st.sets(st.sampled_from([*p, "zz"])).map(
            lambda r: {"type": "object", "properties": p, "required": sorted(r)}
        )
    )
    return objects | inner.map(lambda items: {"type": "array", "items": items})


def leaves(value):
    match value:
        case dict():
            return [leaf for part in value.values() for leaf in leaves(part)]
        case list():
            return [leaf for part in value for leaf in leaves(part)]
    return [] if value is None else [value]


KNOWN = {str(leaf) for leaf in (*leaves(FOUND.values), *leaves(FOUND.printed))}
KNOWN |= {str(int(Decimal(leaf))) for leaf in KNOWN if leaf.replace(".", "").isdigit()}


@given(st.recursive(LEAVES, nested, max_leaves=12))
def test_whatever_is_asked_nothing_is_invented(schema):
    try:
        value = fill(schema, FOUND)
    except Unsayable:
        return
    assert {str(leaf) for leaf in leaves(value)} <= KNOWN
    Draft202012Validator(schema).validate(json.loads(json_text(value)))
