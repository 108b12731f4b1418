"""UBL, CII, XRechnung and Peppol BIS: judged by the official schemas and rules, derived as documented, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from complete import credit_note, receipt, report, report_of
from judges import artefact, judge, judge_profile

from invoice_ocr.einvoice import read_einvoices
from invoice_ocr.export import ExportError, Settings, convert, read_mapping
from invoice_ocr.export.en16931.profiles import EXTENDED
from invoice_ocr.export.en16931.writing import write_profile
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Invoice
from invoice_ocr.model.report import Evidence

E_INVOICES = ["ubl", "cii", "xrechnung", "peppol"]


def verdict(content: bytes, to: str) -> list[str]:
    return judge_profile(content, to) if to in {"xrechnung", "peppol"} else judge(content, to)


def derived(made) -> dict[str, str]:
    return {each.path: each.value for each in made.derived}


def refused(made_of, to="ubl", **mapping) -> ExportError:
    with pytest.raises(ExportError) as error:
        convert(made_of, to, Settings(**mapping))
    return error.value


@pytest.mark.parametrize("to", E_INVOICES)
def test_a_complete_invoice_passes_the_official_judges(to):
    made = convert(report(), to)
    assert verdict(made.content, to) == []
    assert made.dropped == ()
    back = read_einvoices(made.content)[0].document
    assert leaves(report().document).items() <= leaves(back).items()


@pytest.mark.parametrize("to", ["ubl", "cii"])
def test_nothing_is_derived_for_a_complete_invoice(to):
    assert convert(report(), to).derived == ()


@pytest.mark.parametrize("to", E_INVOICES)
def test_the_judges_find_a_cent(to):
    wrong = convert(report(), to).content.replace(b">80.30<", b">80.31<", 1)
    assert any("BR-CO-1" in failure for failure in verdict(wrong, to))


@pytest.mark.parametrize("to", ["ubl", "cii"])
def test_the_judges_find_a_misplaced_element(to):
    name = b"IssueDate" if to == "ubl" else b"ExchangedDocument"
    assert verdict(convert(report(), to).content.replace(name, b"Nonsense"), to)


@pytest.mark.parametrize("to", E_INVOICES)
def test_a_credit_note_of_negative_amounts_credits_with_positive_ones(to):
    made = convert(credit_note(), to)
    assert verdict(made.content, to) == []
    back = read_einvoices(made.content)[0].document
    assert (back.document_type, back.total, back.lines[0].quantity) == ("credit_note", Decimal("80.30"), 10)
    assert derived(made)["total"] == "80.30"


ADDRESS = {"street": "Rue X", "city": "Lyon", "postcode": "69001", "country": None}
DERIVED = [
    ("country named", {"seller__address": {"text": "4 Lindenweg, Wien, Österreich"}}, "seller.address.country", "AT"),
    ("country of VAT id", {"seller__address": None}, "seller.address.country", "DE"),
    ("Greek VAT id", {"buyer__address": None, "buyer__vat_id": "EL123456789"}, "buyer.address.country", "GR"),
    (
        "country of IBAN",
        {"seller__address": ADDRESS, "seller__vat_id": "136695976", "payment__iban": "FR1420041010050500013M02606"},
        "seller.address.country",
        "FR",
    ),
    ("seller's country", {"buyer__address": ADDRESS, "buyer__vat_id": None}, "buyer.address.country", "DE"),
    ("prefix of VAT id", {"buyer__vat_id": "811569869"}, "buyer.vat_id", "DE811569869"),
    ("category", {"taxes__0__category": None, "lines__0__tax_category": None}, "lines[0].tax_category", "S"),
    ("unit", {"lines__0__unit": None}, "lines[0].unit", "C62"),
    ("unit by word", {"lines__0__unit": "Std."}, "lines[0].unit", "HUR"),
    ("unit unknown", {"lines__0__unit": "Ballen Heu"}, "lines[0].unit", "C62"),
    ("quantity", {"lines__0__quantity": None}, "lines[0].quantity", "10"),
    ("price", {"lines__0__unit_price": None}, "lines[0].unit_price", "4.5"),
    ("line amount", {"lines__0__amount": None}, "lines[0].amount", "45.00"),
    (
        "discount of a line",
        {"lines__0__unit_price": "5.00", "lines__0__allowances": [{"rate": "10"}]},
        "lines[0].allowances[0].amount",
        "5.00",
    ),
    ("line ids", {"lines__0__id": None}, "lines[0].id", "1"),
    ("lines total", {"lines_total": None}, "lines_total", "70.00"),
    ("subtotal", {"subtotal": None}, "subtotal", "70.00"),
    ("tax total", {"tax_total": None}, "tax_total", "10.30"),
    ("total", {"total": None}, "total", "80.30"),
    ("amount due", {"amount_due": None}, "amount_due", "80.30"),
    ("base", {"taxes__0__base": None, "taxes__1__base": None}, "taxes[1].base", "25.00"),
    ("type", {"document_type": None}, "document_type", "invoice"),
    ("means", {"payment__means": None}, "payment.means", "30"),
    ("means of card", {"payment": {"card_last4": "1234"}}, "payment.means", "48"),
    ("means of reference", {"payment": {"reference": "X"}}, "payment.means", "1"),
]


@pytest.mark.parametrize("to", ["ubl", "cii"])
@pytest.mark.parametrize(("changes", "path", "value"), [pytest.param(*row[1:], id=row[0]) for row in DERIVED])
def test_what_is_derived_is_listed_and_passes_the_judges(changes, path, value, to):
    made = convert(report(**changes), to)
    assert derived(made)[path] == value
    assert verdict(made.content, to) == []


ONE_RATE = {
    "lines__1__tax_rate": "19",
    "taxes": [{"category": "S", "rate": "19", "base": "70.00", "amount": "13.30"}],
    "tax_total": "13.30",
    "total": "83.30",
    "amount_due": "83.30",
}


@pytest.mark.parametrize(
    ("changes", "path", "value"),
    [
        ({"taxes": []}, "taxes[0].amount", "13.30"),
        ({"taxes__0__amount": None}, "taxes[0].amount", "13.30"),
        ({"taxes__0__base": None}, "taxes[0].base", "70.00"),
        ({"lines__0__tax_rate": None, "lines__0__tax_category": None}, "lines[0].tax_rate", "19"),
        (
            {"allowances": [{"amount": "0.00"}], "allowance_total": None},
            "allowances[0].reason",
            "Discount",
        ),
        ({"charges": [{"amount": "0.00"}]}, "charges[0].tax_category", "S"),
        ({"lines__0__unit_price": "-4.50", "lines__0__quantity": "-10"}, "lines[0].quantity", "10"),
    ],
)
def test_one_rate_says_what_is_missing(changes, path, value):
    made = convert(report(**{**ONE_RATE, **changes}), "ubl")
    assert derived(made)[path] == value
    assert verdict(made.content, "ubl") == []


UNTAXED = {
    "lines__0__tax_rate": "0",
    "lines__1__tax_rate": "0",
    "tax_total": "0.00",
    "total": "70.00",
    "amount_due": "70.00",
    "delivery_date": "2026-10-30",
    "ship_to": {"name": "Lager", "address": {"country": "FR", "city": "Lyon"}},
}


@pytest.mark.parametrize("to", ["ubl", "cii"])
@pytest.mark.parametrize("category", ["AE", "K", "G"])
def test_untaxed_categories_bring_their_reason(category, to):
    taxes = [{"category": category, "base": "70.00", "amount": "0.00"}]
    categories = {"lines__0__tax_category": category, "lines__1__tax_category": category}
    made = convert(report(**UNTAXED, **categories, taxes=taxes), to)
    assert derived(made)["taxes[0].rate"] == "0"
    assert verdict(made.content, to) == []


@pytest.mark.parametrize("to", ["ubl", "cii"])
def test_a_rate_of_zero_needs_the_mapping(to):
    taxes = [{"rate": "0", "base": "70.00", "amount": "0.00"}]
    untaxed = report(**UNTAXED, taxes=taxes, lines__0__tax_category=None, lines__1__tax_category=None)
    assert "taxes[0].category" in refused(untaxed, to).paths
    mapping = read_mapping('[categories]\n"0" = "E"\n[exemptions]\nE = "Kleinunternehmer nach § 19 UStG"')
    made = convert(untaxed, to, Settings(mapping))
    assert verdict(made.content, to) == []
    assert b"Kleinunternehmer" in made.content


REFUSED = [
    ("number", {"number": None}, "number"),
    ("issue date", {"issue_date": None}, "issue_date"),
    ("currency", {"currency": None}, "currency"),
    ("seller", {"seller__name": None}, "seller.name"),
    ("buyer", {"buyer": {}}, "buyer.name"),
    ("seller's ids", {"seller__vat_id": None}, "seller.registration_id"),
    ("lines", {"lines": []}, "lines"),
    ("description", {"lines__0__description": None}, "lines[0].description"),
    ("neither quantity nor price", {"lines__0__quantity": None, "lines__0__unit_price": None}, "lines[0].quantity"),
    ("inexact price", {"lines__0__quantity": "7", "lines__0__unit_price": None}, "lines[0].unit_price"),
    ("no amount", {"lines__0__quantity": None, "lines__0__amount": None}, "lines[0].amount"),
    ("gross prices", {"prices_include_tax": True}, "prices_include_tax"),
    ("three decimals", {"lines__0__amount": "45.005"}, "lines[0].amount"),
    ("control character", {"number": "A\x01B"}, "number"),
    ("half a surrogate", {"buyer__name": "A\ufffeB"}, "buyer.name"),
    ("lines don't add up", {"lines_total": "70.01"}, "lines_total"),
    ("subtotal doesn't add up", {"subtotal": "71.00"}, "subtotal"),
    ("tax doesn't add up", {"tax_total": "10.31"}, "tax_total"),
    ("total doesn't add up", {"total": "80.31"}, "total"),
    ("amount due doesn't add up", {"amount_due": "80.00"}, "amount_due"),
    ("base doesn't fit", {"taxes__0__base": "47.00"}, "taxes[0].base"),
    ("tax doesn't fit", {"taxes__0__amount": "12.55"}, "taxes[0].amount"),
    ("allowance without amount", {"allowances": [{"reason": "x", "tax_rate": "19"}]}, "allowances[0].amount"),
    ("allowance without tax", {"allowances": [{"amount": "0.00"}]}, "allowances[0].tax_category"),
    ("allowances don't add up", {"allowance_total": "1.00"}, "allowance_total"),
    ("no exemption reason", {"taxes__0__category": "E"}, "taxes[0].exemption_reason"),
    ("reverse charge without buyer's id", {"taxes__0__category": "AE", "buyer__vat_id": None}, "buyer.vat_id"),
    ("intra-community without delivery", {"taxes__0__category": "K"}, "delivery_date"),
    ("not subject beside subject", {"taxes__0__category": "O"}, "taxes"),
    ("negative price", {"lines__0__unit_price": "-4.50", "lines__0__quantity": None}, "lines[0].unit_price"),
]


@pytest.mark.parametrize("to", ["ubl", "cii"])
@pytest.mark.parametrize(("changes", "path"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_cannot_be_said_is_refused_with_its_path(changes, path, to):
    error = refused(report(**changes), to)
    assert path in error.paths
    assert path in str(error)


@pytest.mark.parametrize(
    ("to", "changes", "path"),
    [
        ("xrechnung", {"buyer_reference": None}, "buyer_reference"),
        ("xrechnung", {"seller__phone": None}, "seller.phone"),
        ("xrechnung", {"seller__email": None}, "seller.email"),
        ("xrechnung", {"buyer__address__city": None}, "buyer.address.city"),
        ("xrechnung", {"payment": {"means": "59"}}, "payment.means"),
        ("xrechnung", {"buyer__vat_id": None, "buyer__email": None}, "buyer.vat_id"),
        ("peppol", {"buyer__vat_id": "MY123"}, "buyer.vat_id"),
        ("peppol", {"lines__0__unit_price": "5.00"}, "lines[0].amount"),
        ("peppol", {"document_type": "self_billed"}, "document_type"),
        (
            "peppol",
            {"document_type": "corrected", "buyer__vat_id": "FR123", "buyer__address__country": "FR"},
            "document_type",
        ),
        ("cii", {"taxes__0__category": "B"}, "taxes[0].category"),
        ("peppol", {"buyer_reference": None, "purchase_order": None}, "purchase_order"),
    ],
)
def test_profiles_demand_more(to, changes, path):
    assert path in refused(report(**changes), to).paths


def test_the_mapping_gives_addresses_in_the_network():
    mapping = read_mapping('[endpoints]\n"Käufer & Söhne AG" = "0088:4012345000009"')
    made = convert(report(buyer__vat_id=None), "peppol", Settings(mapping))
    assert b'<cbc:EndpointID schemeID="0088">4012345000009<' in made.content
    assert verdict(made.content, "peppol") == []


@pytest.mark.parametrize("to", ["xrechnung", "peppol"])
def test_profiles_want_percentages_with_their_base(to):
    allowances = [
        {"reason": "Rabatt", "rate": "10", "amount": "5.00", "tax_rate": "19"},
        {"reason": "Treue", "base": "50.00", "amount": "5.00", "tax_rate": "19"},
    ]
    made = convert(
        report(
            allowances=allowances, charges=[{"reason": "Fracht", "amount": "10.00", "tax_rate": "19"}], notes=["a", "b"]
        ),
        to,
    )
    assert verdict(made.content, to) == []
    assert derived(made)["allowances[0].base"] == "50.00"
    assert "allowances[1].base" in made.dropped


def test_what_has_no_place_is_listed():
    extras = {"seller__website": "birkenau.example", "buyer__tax_id": "1", "payee": {"name": "A", "phone": "1"}}
    made = convert(report(**extras, ship_to={"name": "B", "address": {"city": "C"}}), "ubl")
    assert set(made.dropped) == {"seller.website", "buyer.tax_id", "payee.phone", "ship_to.address"}
    assert verdict(made.content, "ubl") == []


def test_a_printed_address_that_its_parts_cover_is_not_listed():
    address = {"street": "Lindenweg 4", "city": "Musterstadt", "postcode": "12345", "country": "DE"}
    lines = ["Lindenweg 4", "DE-12345 Musterstadt", "Hintereingang"]
    made = convert(report(seller__address={**address, "lines": lines, "text": "Lindenweg 4"}), "ubl")
    assert made.dropped == ("seller.address.lines[2]",)


def test_a_transfer_without_account_is_no_means_of_payment():
    made = convert(report(payment={"means": "Überweisung"}), "ubl")
    assert made.dropped == ("payment.means",)
    assert verdict(made.content, "ubl") == []


def test_units_of_an_einvoice_are_codes_already():
    made_of = report(lines__0__unit="STK")
    assert derived(convert(made_of, "ubl"))["lines[0].unit"] == "C62"
    seen = {"lines[0].unit": Evidence(text="STK", confidence=1, source="xml")}
    assert convert(report_of(made_of.document, evidence=seen), "ubl").derived == ()


def test_the_mapping_may_give_quantities_and_countries():
    mapping = read_mapping('[defaults]\nquantity = "1"\ncountry = "FR"')
    bare = report(lines__0__quantity=None, lines__0__unit_price=None, buyer__address=None, buyer__vat_id=None)
    made = derived(convert(bare, "ubl", Settings(mapping)))
    assert (made["lines[0].quantity"], made["lines[0].unit_price"], made["buyer.address.country"]) == ("1", "45", "FR")


def test_a_receipt_with_a_buyer_is_an_invoice():
    net = [{"description": "Brot", "quantity": "1", "unit_price": "4.00", "amount": "4.00", "tax_rate": "7"}]
    changes = {
        "lines": net,
        "taxes": [{"rate": "7", "base": "4.00", "amount": "0.28"}],
        "tax_total": "0.28",
        "total": "4.28",
        "prices_include_tax": False,
        "payments": [{"method": "cash", "amount": "5.00"}],
        "change": "0.72",
        "buyer": {"name": "Käufer", "vat_id": "DE811569869"},
    }
    made = convert(receipt(**changes), "ubl")
    assert verdict(made.content, "ubl") == []
    assert derived(made)["amount_paid"] == "4.28"
    assert derived(made)["amount_due"] == "0.00"


@pytest.mark.parametrize(
    ("changes", "path"), [({"tip": "1.00"}, "tip"), ({}, "prices_include_tax"), ({}, "buyer.name")]
)
def test_most_receipts_cannot_be_said(changes, path):
    assert path in refused(receipt(**changes)).paths


def test_an_inclusive_layout_is_refused():
    assert (
        "prices_include_tax" in refused(report_of(report(prices_include_tax=None).document, layout="inclusive")).paths
    )


def test_own_fields_of_a_class_are_listed():
    class Own(Invoice):
        project: str | None = None

    own = Own.model_validate({**report().document.model_dump(), "project": "P"})
    assert convert(report_of(own), "ubl").dropped == ("project",)


def test_discounts_of_a_negative_credit_note_turn_as_well():
    discount = {"reason": "Rabatt", "base": "-50.00", "amount": "-5.00"}
    lines = [
        {
            "description": "Papier",
            "quantity": "10",
            "unit_price": "-5.00",
            "amount": "-45.00",
            "tax_rate": "19",
            "allowances": [discount],
        }
    ]
    totals = {
        "subtotal": "-45.00",
        "tax_total": "-8.55",
        "total": "-53.55",
        "amount_due": "-53.55",
        "lines_total": None,
    }
    taxes = [{"rate": "19", "base": "-45.00", "amount": "-8.55"}]
    made = convert(report(document_type="credit_note", lines=lines, taxes=taxes, **totals), "ubl")
    assert verdict(made.content, "ubl") == []
    assert derived(made)["lines[0].allowances[0].amount"] == "5.00"
    assert derived(made)["lines[0].unit_price"] == "5.00"


OUTSIDE = {
    **UNTAXED,
    "lines__0__tax_rate": None,
    "lines__1__tax_rate": None,
    "lines__0__tax_category": "O",
    "lines__1__tax_category": "O",
    "taxes": [{"category": "O", "base": "70.00", "amount": "0.00"}],
}


@pytest.mark.parametrize("to", ["ubl", "cii"])
def test_what_is_not_subject_to_tax_names_no_vat_ids(to):
    assert "seller.vat_id" in refused(report(**OUTSIDE), to).paths
    made = convert(report(**OUTSIDE, seller__vat_id=None, seller__registration_id="HRB 1", buyer__vat_id=None), to)
    assert verdict(made.content, to) == []


@pytest.mark.parametrize(
    ("category", "missing", "path"),
    [
        ("K", {"buyer__vat_id": None}, "buyer.vat_id"),
        ("K", {"ship_to": None}, "ship_to.address.country"),
        ("G", {"seller__vat_id": None, "seller__registration_id": "HRB 1"}, "seller.vat_id"),
    ],
)
def test_categories_demand_their_ids(category, missing, path):
    taxes = [{"category": category, "rate": "0", "base": "70.00", "amount": "0.00"}]
    categories = {"lines__0__tax_category": category, "lines__1__tax_category": category}
    assert path in refused(report(**{**UNTAXED, **categories, "taxes": taxes, **missing})).paths


def test_an_unknown_means_of_payment_with_an_account_is_a_transfer_where_its_code_is_demanded():
    made = convert(report(payment__means="per Brieftaube"), "xrechnung")
    assert derived(made)["payment.means"] == "30"
    assert verdict(made.content, "xrechnung") == []


def test_tax_without_breakdown_that_no_rate_explains_is_refused():
    assert "taxes" in refused(report(**{**ONE_RATE, "taxes": [], "tax_total": "13.31", "total": "83.31"})).paths


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.parametrize("to", ["ubl", "cii", "facturx-extended", "xrechnung", "peppol"])
def test_official_einvoices_are_written_again_or_refused(to):
    """Whatever is written of them passes the judges; what is refused lacks something that the profile demands."""
    files = list(artefact("en16931").parent.rglob("*.xml"))
    files = [path for path in files if "unit-UBL" not in str(path) and path.parent.name != "cii"]
    mapping = read_mapping('[exemptions]\nE = "Exempt"\n[categories]\n"0" = "Z"')
    written, failures, refusals = 0, [], []
    for path in files:
        document = read_einvoices(path.read_bytes(), path.name)[0].document
        units = {f"lines[{i}].unit": Evidence(text="x", confidence=1, source="xml") for i in range(len(document.lines))}
        made_of = report_of(document, evidence=units)
        try:
            content = _xml_of(made_of, to, mapping)
        except ExportError as error:
            refusals.append(error.paths)
            continue
        written += 1
        failures += [(path.name, failure) for failure in _judged(content, to)]
    assert failures == []
    assert all(refusals)
    assert written >= WRITTEN[to]


WRITTEN = {"ubl": 139, "cii": 138, "facturx-extended": 130, "xrechnung": 40, "peppol": 28}
"""How many of the 149 files are written at least; most lack the addresses and contacts that the two profiles demand."""


def _xml_of(made_of, to, mapping):
    if to != "facturx-extended":
        return convert(made_of, to, Settings(mapping)).content
    return write_profile(made_of, Settings(mapping), EXTENDED).content


def _judged(content, to):
    return judge(content, "extended") if to == "facturx-extended" else verdict(content, to)
