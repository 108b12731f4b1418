"""The shape that is asked for follows from the class; names that models use lead to it."""

from __future__ import annotations

import json
from typing import Annotated

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field

from invoice_ocr.model import purchase
from invoice_ocr.model.purchase import Invoice, Labels, Model, Receipt
from invoice_ocr.readers.replies.names import PLAIN_TEXT, PLAIN_TEXTS, _table, folded, member_at, member_ways
from invoice_ocr.readers.replies.shape import (
    NOT_PRINTED,
    Group,
    Leaf,
    Listing,
    group_of,
    labelled,
    lenient_schema,
    shape_of,
    skeleton,
    skeleton_text,
    wanted_schema,
)


class Detail(Model):
    name: str | None = None
    values: tuple[str, ...] = ()


class OwnReceipt(Receipt):
    project: Annotated[str | None, Labels("Project no.", "Projekt-Nr.")] = None
    detail: Detail | None = None
    details: list[Detail] = Field(default_factory=list)
    either: int | str | None = None
    free: dict[str, str] = Field(default_factory=dict)


class Nested(Model):
    inner: Nested | None = None


def test_every_field_of_the_contract_is_understood():
    wanted = shape_of("invoice")
    assert set(wanted.members) == set(Invoice.model_fields)
    assert isinstance(wanted.members["lines"], Listing)
    assert isinstance(wanted.members["seller"].members["address"], Group)


def test_what_is_not_printed_is_not_asked_for():
    for kind, names in NOT_PRINTED.items():
        assert names <= set(kind.model_fields)
    asked = skeleton(shape_of("receipt"))
    assert set(Receipt.model_fields) - set(asked) == {"document_type", "prices_include_tax"}
    assert asked["seller"]["address"] == {"text": None}
    assert asked["lines"][0]["amount"] is None


@pytest.mark.parametrize(
    ("kind", "there", "absent"),
    [
        ("invoice", "due_date", "tendered"),
        ("receipt", "tendered", ""),
        (None, "tendered", ""),
        (Invoice, "total", "tip"),
    ],
)
def test_the_kind_decides(kind, there, absent):
    names = dict(shape_of(kind).asked())
    assert there in names
    assert absent not in names


def test_a_class_of_ones_own_is_asked_for_whole():
    wanted = shape_of(OwnReceipt)
    assert skeleton(wanted)["detail"] == {"name": None, "values": [None]}
    assert skeleton(wanted)["details"] == [{"name": None, "values": [None]}]
    assert wanted.members["either"] == wanted.members["free"] == Leaf()
    assert dict(labelled(wanted)) == {"project": ("Project no.", "Projekt-Nr.")}


def test_a_class_within_itself_comes_to_an_end():
    assert "inner" in json.dumps(skeleton(group_of(Nested)))


@pytest.mark.parametrize("kind", ["invoice", "receipt", OwnReceipt])
def test_the_skeleton_fits_both_schemas(kind):
    wanted = shape_of(kind)
    shown = json.loads(skeleton_text(wanted))
    assert shown == skeleton(wanted)
    for schema in (wanted_schema(wanted), lenient_schema(wanted)):
        Draft202012Validator.check_schema(schema)
        assert list(Draft202012Validator(schema).iter_errors(shown)) == []


def test_the_schema_for_endpoints_is_closed():
    def objects(schema):
        if isinstance(schema, dict):
            if "properties" in schema:
                yield schema
            for value in schema.values():
                yield from objects(value)

    for schema in objects(wanted_schema(shape_of(None))):
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])


def test_every_row_of_the_table_leads_to_a_member():
    for kind, rows in _table().items():
        group = group_of(getattr(purchase, kind))
        for other, way in rows:
            assert member_at(group, way), (kind, other)
            assert other in {folded(other), PLAIN_TEXT, PLAIN_TEXTS}, f"{other} is not how names are compared"
            ways = member_ways(group_of(Receipt) if kind == "Purchase" else group, other)
            assert way in ways, f"{other} leads elsewhere"


@pytest.mark.parametrize(
    ("key", "way"),
    [
        ("number", "number"),
        ("Invoice No.", "number"),
        ("invoiceNumber", "number"),
        ("INVOICE_NUMBER", "number"),
        ("vendorVATNumber", "seller.vat_id"),
        ("supplier_address_city", "seller.address.city"),
        ("seller.address.text", "seller.address.text"),
        ("bill-to name", "buyer.name"),
        ("swift", "payment.bic"),
        ("payment_iban", "payment.iban"),
        ("ship_to_address", "ship_to.address"),
        ("projekt_nr", "project"),
        ("Project no.", "project"),
        ("detail_name", "detail.name"),
        ("nonsense", ""),
        ("seller_nonsense", ""),
        ("", ""),
        ("x" * 200, ""),
    ],
)
def test_names(key, way):
    assert ".".join(next(iter(member_ways(shape_of(OwnReceipt), key)), ())) == way


def test_a_way_to_nowhere():
    with pytest.raises(KeyError):
        member_at(shape_of(None), ("seller", "nonsense"))
