"""Accounting systems: each body is judged by the system's published schema, or by its documented table of fields."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from functools import cache

import jsonschema
import pytest
from complete import MAPPING, credit_note, receipt, report
from judges import artefact, judge, needed

from invoice_ocr.export import ExportError, Settings, convert, datev, gnucash, read_mapping

MORE = """
[defaults]
consultant = "1001"
client = "7"
payment_type = "CreditCard"
company = "Käufer AG"

[fields]
total = "3"
issue_date = "4"
number = "5"
"seller.vat_id" = "6"
"lines[0].quantity" = "7"
"""
NUMERIC = (
    MAPPING.replace("Expenses:Office", "4930")
    .replace("Expenses:Books", "4940")
    .replace("Assets:VAT:Input", "1576")
    .replace("Liabilities:Payable", "70001")
    .replace("Assets:Checking", "1200")
    .replace("Assets:Cash", "1000")
    .replace('"INPUT"', '"9"')
    .replace('"RRINPUT"', '"8"')
    + MORE
).replace('"56"', '"70056"')
WITH_ACCOUNTS = Settings(read_mapping(MAPPING + MORE))
WITH_NUMBERS = Settings(read_mapping(NUMERIC))


def body(made_of, to, settings=WITH_ACCOUNTS):
    return json.loads(convert(made_of, to, settings).content, parse_float=Decimal)


def refused(made_of, to, settings=WITH_ACCOUNTS) -> ExportError:
    with pytest.raises(ExportError) as error:
        convert(made_of, to, settings)
    assert error.value.paths
    return error.value


@cache
def openapi(path: str):
    loader = needed("yaml")
    return loader.load(artefact(path).read_text("utf-8"), Loader=getattr(loader, "CSafeLoader", loader.SafeLoader))


def plain(value):
    """The body with floats, which is how a server that follows the schema reads it."""
    return json.loads(json.dumps(value, default=float))


def by_schema(value, path: str, component: str) -> list[str]:
    """What the schema says, and what it does not: unknown and read-only members."""
    document = openapi(path)
    schema = {"$ref": f"#/components/schemas/{component}", "components": document["components"]}
    errors = [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(plain(value))]
    return errors + walk(value, {"$ref": f"#/components/schemas/{component}"}, document, component)


def walk(value, schema, document, place) -> list[str]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return [fault for each in value for fault in walk(each, schema.get("items", {}), document, f"{place}[]")]
    if not isinstance(value, dict):
        return []
    members, faults = schema.get("properties", {}), []
    for name, part in value.items():
        if name not in members:
            faults.append(f"{place}.{name} is unknown")
        elif members[name].get("readOnly"):
            faults.append(f"{place}.{name} is read-only")
        else:
            faults += walk(part, members[name], document, f"{place}.{name}")
    return faults


XERO = "xero/xero_accounting.yaml"
DOCUMENTS = pytest.mark.parametrize("make", [report, receipt, credit_note])


def as_answered(made):
    """The body with dates in the form that Xero answers with, which is the one that its library reads."""
    text = json.dumps(plain(made))
    return json.loads(re.sub(r'"(\d{4}-\d\d-\d\d)"', r'"/Date(1793577600000+0000)/"', text))


@pytest.mark.bench
@pytest.mark.parametrize(
    ("make", "collection", "kind"),
    [
        (report, "Invoices", "ACCPAY"),
        (credit_note, "CreditNotes", "ACCPAYCREDIT"),
        (receipt, "BankTransactions", "SPEND"),
        (lambda: receipt(document_type="refund"), "BankTransactions", "RECEIVE"),
    ],
)
def test_xero_takes_bills_credits_and_bank_transactions(make, collection, kind):
    made = body(make(), "xero")
    assert by_schema(made, XERO, collection) == []
    (one,) = made[collection]
    assert one["Type"] == kind
    assert one["Contact"]
    assert all(line["LineAmount"] > 0 for line in one["LineItems"])
    finder = needed("xero_python.api_client").ModelFinder(needed("xero_python.accounting.models"))
    found = needed("xero_python.api_client.deserializer").deserialize(collection, as_answered(made), finder)
    (its_own,) = getattr(found, re.sub(r"(?<!^)([A-Z])", r"_\1", collection).lower())
    assert (its_own.type, len(its_own.line_items)) == (kind, len(one["LineItems"]))


@pytest.mark.bench
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"Type": "ACCNONSENSE"}, "is not one of"),
        ({"Total": 80.3}, "read-only"),
        ({"Nonsense": 1}, "unknown"),
        ({"LineItems": "x"}, "is not of type"),
    ],
)
def test_the_judge_of_xero_finds_faults(change, fault):
    made = body(report(), "xero")
    made["Invoices"][0].update(change)
    assert any(fault in each for each in by_schema(made, XERO, "Invoices"))


def test_a_bill_for_xero():
    (bill,) = body(report(), "xero")["Invoices"]
    assert bill["LineItems"] == [
        {
            "Description": "Kopierpapier A4",
            "Quantity": 10,
            "UnitAmount": Decimal("4.50"),
            "LineAmount": Decimal("45.00"),
            "AccountCode": "Expenses:Office",
            "TaxType": "INPUT",
            "TaxAmount": Decimal("8.55"),
        },
        {
            "Description": "Fachbuch",
            "Quantity": 2,
            "UnitAmount": Decimal("12.50"),
            "LineAmount": Decimal("25.00"),
            "AccountCode": "Expenses:Books",
            "TaxType": "RRINPUT",
            "TaxAmount": Decimal("1.75"),
        },
    ]
    del bill["LineItems"]
    assert bill == {
        "Type": "ACCPAY",
        "Status": "DRAFT",
        "InvoiceNumber": "RE-2026-0042",
        "DueDate": "2026-12-02",
        "Contact": {"Name": "56", "TaxNumber": "DE136695976"},
        "Date": "2026-11-02",
        "LineAmountTypes": "Exclusive",
        "CurrencyCode": "EUR",
    }


def test_xero_is_told_no_account_that_nobody_gave():
    lines = body(report(), "xero", Settings())["Invoices"][0]["LineItems"]
    assert not any({"AccountCode", "TaxType"} & set(line) for line in lines)


def test_xero_knows_contacts_by_their_id():
    number = "bd2270c3-8706-4c11-9cfb-000b551c3f51"
    mapping = read_mapping(f'[contacts]\n"DE136695976" = "{number}"')
    assert body(report(), "xero", Settings(mapping))["Invoices"][0]["Contact"] == {"ContactID": number}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "Exclusive"),
        ({"tax_total": None, "taxes": [], "total": "70.00"}, "NoTax"),
        ({"prices_include_tax": None, "total": "70.00", "subtotal": "59.70"}, "Inclusive"),
    ],
)
def test_whether_prices_include_the_tax_is_what_makes_the_total(changes, kind):
    assert body(report(**changes), "xero")["Invoices"][0]["LineAmountTypes"] == kind


def test_xero_gets_no_factors_that_do_not_make_the_amount():
    discounted = report(lines__0__unit_price="5.00", lines__0__allowances=[{"amount": "5.00"}])
    made = convert(discounted, "xero", WITH_ACCOUNTS)
    assert "Quantity" not in json.loads(made.content)["Invoices"][0]["LineItems"][0]
    assert {"lines[0].quantity", "lines[0].unit_price"} <= set(made.dropped)


def test_discounts_of_the_document_are_lines_of_their_own():
    lines = body(report(allowances=[{"reason": "Treue", "amount": "5.00"}], total="75.30"), "xero")["Invoices"][0][
        "LineItems"
    ]
    assert (lines[-1]["Description"], lines[-1]["LineAmount"]) == ("Treue", Decimal("-5.00"))


QBO_TYPES = {"Bill": report, "VendorCredit": credit_note, "Purchase": receipt}


@cache
def intuit_schema():
    etree = needed("lxml.etree")
    path = artefact("quickbooks/Finance.xsd")
    space = "http://schema.intuit.com/finance/v3"
    elements = "".join(f'<xs:element name="{name}" type="{name}"/>' for name in QBO_TYPES)
    wrapper = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{space}" targetNamespace="{space}"'
        f' elementFormDefault="qualified"><xs:include schemaLocation="{path.as_uri()}"/>{elements}</xs:schema>'
    )
    return etree.XMLSchema(etree.fromstring(wrapper)), {
        each.get("name"): each
        for file in path.parent.glob("*.xsd")
        for each in etree.parse(str(file)).getroot().iter("{http://www.w3.org/2001/XMLSchema}complexType")
        if each.get("name")
    }


def members(name: str, types) -> list[tuple[str, str]]:
    """The elements of a type in the schema's order, those of its base first."""
    xs = "{http://www.w3.org/2001/XMLSchema}"
    kind = types[name]
    base = kind.find(f".//{xs}complexContent/{xs}extension")
    inherited = members(base.get("base"), types) if base is not None else []
    return inherited + [(each.get("name"), each.get("type")) for each in kind.iter(f"{xs}element") if each.get("name")]


def to_xml(value, name: str, kind: str, types, etree, faults: list[str]):
    element = etree.Element(f"{{http://schema.intuit.com/finance/v3}}{name}")
    if not isinstance(value, dict):
        element.text = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)
        return element
    if "value" in value:
        element.text = value["value"]
        for attribute in set(value) - {"value"}:
            element.set(attribute, value[attribute])
        return element
    order = members(kind, types)
    faults += [f"{kind} has no {unknown}" for unknown in set(value) - {each for each, _ in order}]
    for member, its_kind in order:
        for part in (
            value[member] if isinstance(value.get(member), list) else [value[member]] if member in value else []
        ):
            element.append(to_xml(part, member, its_kind, types, etree, faults))
    return element


def by_intuit(value, name: str) -> list[str]:
    schema, types = intuit_schema()
    faults: list[str] = []
    xml = to_xml(value, name, name, types, needed("lxml.etree"), faults)
    schema.validate(xml)
    return faults + [error.message for error in schema.error_log]


@pytest.mark.bench
@pytest.mark.parametrize("name", QBO_TYPES)
def test_quickbooks_takes_bills_credits_and_purchases(name):
    made = body(QBO_TYPES[name](), "quickbooks")
    assert by_intuit(made, name) == []
    assert all(line["Amount"] > 0 for line in made["Line"])


@pytest.mark.bench
@pytest.mark.parametrize(
    "change", [{"Nonsense": 1}, {"TxnDate": "02.11.2026"}, {"GlobalTaxCalculation": "Perhaps"}, {"DueDate": "x"}]
)
def test_the_judge_of_quickbooks_finds_faults(change):
    assert by_intuit({**body(report(), "quickbooks"), **change}, "Bill")


def test_a_bill_for_quickbooks():
    made = body(report(notes=["Danke"]), "quickbooks")
    assert made["VendorRef"] == {"value": "56"}
    assert made["TxnTaxDetail"] == {"TotalTax": Decimal("10.30")}
    assert made["PrivateNote"] == "Danke"
    assert made["Line"][1]["AccountBasedExpenseLineDetail"] == {
        "AccountRef": {"value": "Expenses:Books"},
        "TaxCodeRef": {"value": "RRINPUT"},
    }


@pytest.mark.parametrize(
    ("make", "kind"), [(receipt, "CreditCard"), (lambda: receipt(payments=[{"method": "Cash"}]), "Cash")]
)
def test_a_purchase_for_quickbooks_says_how_it_was_paid(make, kind):
    assert body(make(), "quickbooks")["PaymentType"] == kind


@pytest.mark.parametrize(
    ("make", "mapping", "path"),
    [
        (report, MAPPING.replace("DE136695976", "X"), "seller.name"),
        (report, MAPPING.replace("expense", "other"), "mapping.accounts.expense"),
        (lambda: report(number="X" * 22), MAPPING, "number"),
        (lambda: report(notes=["X" * 4001]), MAPPING, "notes"),
        (lambda: report(lines__0__description="X" * 4001), MAPPING, "lines[0].description"),
        (lambda: receipt(payments=[{"method": "Muscheln"}]), MAPPING, "payments"),
        (lambda: report(issue_date=None), MAPPING, "issue_date"),
    ],
)
def test_quickbooks_refuses(make, mapping, path):
    assert path in refused(make(), "quickbooks", Settings(read_mapping(mapping))).paths


@pytest.mark.parametrize("path", ["number", "seller__name", "seller__vat_id"])
def test_xero_refuses_what_is_too_long(path):
    assert refused(report(**{path: "X" * 256}), "xero").paths == (path.replace("__", "."),)


FIREFLY = "firefly/firefly-iii-v6.6.2-v1.yaml"


@pytest.mark.bench
@DOCUMENTS
def test_firefly_takes_transactions(make):
    made = body(make(), "firefly")
    assert by_schema(made, FIREFLY, "TransactionStore") == []
    total = abs(make().document.total)
    assert sum(Decimal(split["amount"]) for split in made["transactions"]) == total
    assert all(re.fullmatch(r"\d+\.\d+", split["amount"]) for split in made["transactions"])


@pytest.mark.bench
@pytest.mark.parametrize("change", [{"amount": 80.3}, {"type": "gift"}, {"date": None}])
def test_the_judge_of_firefly_finds_faults(change):
    made = body(report(), "firefly")
    made["transactions"][0].update(change)
    assert by_schema(made, FIREFLY, "TransactionStore")


def test_a_withdrawal_goes_to_the_seller_and_a_credit_comes_from_it():
    bought, credited = body(report(), "firefly")["transactions"][0], body(credit_note(), "firefly")["transactions"][0]
    assert (bought["type"], bought["source_name"], bought["destination_name"]) == (
        "withdrawal",
        "Liabilities:Payable",
        "Papierhaus Birkenau GmbH",
    )
    assert (credited["type"], credited["destination_name"]) == ("deposit", "Liabilities:Payable")


def test_amounts_of_both_signs_are_one_split():
    made = body(report(allowances=[{"amount": "5.00"}], total="75.30"), "firefly")
    assert [split["amount"] for split in made["transactions"]] == ["75.30"]
    assert "group_title" not in made


ERPNEXT = {
    "Purchase Invoice": {
        "required": {"supplier", "items", "posting_date"},
        "fields": {
            *("doctype", "supplier", "company", "bill_no", "bill_date", "posting_date", "set_posting_time", "due_date"),
            *("currency", "is_return", "items", "taxes"),
        },
    },
    "items": {
        "required": {"qty", "uom", "rate", "item_name"},
        "fields": {"item_name", "description", "qty", "uom", "rate", "expense_account"},
    },
    "taxes": {
        "required": {"category", "add_deduct_tax", "charge_type", "account_head", "description"},
        "fields": {
            *("category", "add_deduct_tax", "charge_type", "account_head", "description", "tax_amount"),
        },
    },
}
"""Fields of the DocTypes that may be written, and those that must be (reqd, not read_only)."""


@DOCUMENTS
def test_erpnext_takes_purchase_invoices(make):
    made = body(make(), "erpnext")
    for name, table in ERPNEXT.items():
        for row in [made] if name == "Purchase Invoice" else made[name]:
            assert set(row) <= table["fields"]
            assert table["required"] <= set(row)
    document = make().document
    goods = sum(item["qty"] * item["rate"] for item in made["items"])
    more = sum((-1 if row["add_deduct_tax"] == "Deduct" else 1) * row["tax_amount"] for row in made["taxes"])
    assert abs(goods + more) == abs(document.total)
    assert bool(made.get("is_return")) == (document.document_type == "credit_note")


def test_a_return_has_negative_quantities_whatever_is_printed():
    for made_of in (credit_note(), report(document_type="credit_note")):
        assert [item["qty"] for item in body(made_of, "erpnext")["items"]] == [-10, -2]


def test_discounts_are_rows_that_deduct():
    made = body(report(allowances=[{"reason": "Treue", "amount": "5.00"}], total="75.30"), "erpnext")
    assert (made["taxes"][0]["add_deduct_tax"], made["taxes"][0]["tax_amount"]) == ("Deduct", Decimal("5.00"))


@pytest.mark.parametrize("to", ["erpnext", "gnucash"])
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"lines__0__quantity": None, "lines__0__unit_price": None}, "lines[0].quantity"),
        ({"lines__0__quantity": "7", "lines__0__unit_price": "6.50"}, "lines[0].unit_price"),
        ({"total": None}, "total"),
    ],
)
def test_quantities_are_never_invented(to, changes, path):
    assert path in refused(report(**changes), to).paths


@pytest.mark.parametrize("to", ["erpnext", "gnucash"])
def test_a_discounted_line_has_the_price_that_makes_its_amount(to):
    discounted = report(lines__0__unit_price="5.00", lines__0__allowances=[{"amount": "5.00"}])
    content = convert(discounted, to, WITH_ACCOUNTS).content
    assert "4.5" in content


def test_the_mapping_may_say_that_a_line_without_quantity_is_one():
    mapping = read_mapping(f'{MAPPING}\n[defaults]\nquantity = "1"')
    bare = report(lines__0__quantity=None, lines__0__unit_price=None)
    assert body(bare, "erpnext", Settings(mapping))["items"][0]["rate"] == Decimal(45)


ODOO = {
    "cbc:UBLVersionID": "2.1",
    "cbc:ID": "RE-2026-0042",
    "cbc:IssueDate": "2026-11-02",
    "cbc:DueDate": "2026-12-02",
    "cbc:DocumentCurrencyCode": "EUR",
    "cac:OrderReference/cbc:ID": "PO-7",
    "cac:PaymentTerms/cbc:Note": "30 Tage netto",
    "cac:PaymentMeans/cbc:PaymentID": "RE-2026-0042",
    "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID": "DE89370400440532013000",
    ".//cac:AccountingSupplierParty/cac:Party//cbc:CompanyID": "DE136695976",
    ".//cac:AccountingSupplierParty/cac:Party//cbc:ElectronicMail": "rechnung@birkenau.example",
    ".//cac:AccountingSupplierParty/cac:Party//cbc:RegistrationName": "Papierhaus Birkenau GmbH",
    ".//cac:AccountingSupplierParty/cac:Party//cac:Country//cbc:IdentificationCode": "DE",
    "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount": "70.00",
    "cac:InvoiceLine/cac:Item/cbc:Name": "Kopierpapier A4",
    "cac:InvoiceLine/cbc:InvoicedQuantity": "10",
    "cac:InvoiceLine/cac:Price/cbc:PriceAmount": "4.50",
    "cac:InvoiceLine/cbc:LineExtensionAmount": "45.00",
    "cac:InvoiceLine//cac:ClassifiedTaxCategory/cbc:Percent": "19",
}
"""Where Odoo's importer looks, and what it must find."""


def test_odoo_finds_what_it_looks_for():
    content = convert(report(), "odoo").content
    assert judge(content, "ubl") == []
    root = needed("lxml.etree").fromstring(content)
    namespaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    assert {path: root.findtext(path, namespaces=namespaces) for path in ODOO} == ODOO


def datev_rows(made_of, settings=WITH_NUMBERS):
    content = convert(made_of, "datev", settings).content
    assert content.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(content.decode("cp1252"), newline=""), delimiter=";"))


DATEV_HEAD = [
    *(
        r"EXTF",
        "700",
        "21",
        "Buchungsstapel",
        "7",
        r"\d{17}",
        "",
        ".{0,2}",
        ".{0,25}",
        "",
        r"\d{4,7}",
        r"\d{1,5}",
        r"\d{8}",
    ),
    *(
        "[4-8]",
        r"\d{8}",
        r"\d{8}",
        ".{0,30}",
        ".{0,2}",
        "[12]",
        r"\d*",
        "[01]",
        "[A-Z]{3}",
        "",
        ".*",
        "",
        "",
        ".*",
        "",
        "",
        "",
    ),
    ".{0,16}",
]
DATEV_ENTRY = {
    "Umsatz (ohne Soll/Haben-Kz)": r"\d{1,10},\d{2}",
    "Soll/Haben-Kennzeichen": "[SH]",
    "WKZ Umsatz": "[A-Z]{3}",
    "Konto": r"\d{1,9}",
    "Gegenkonto (ohne BU-Schlüssel)": r"\d{1,9}",
    "BU-Schlüssel": r"\d{0,4}",
    "Belegdatum": r"\d{4}",
    "Belegfeld 1": r"[A-Za-z0-9$&%*+\-/]{0,36}",
    "Buchungstext": ".{0,60}",
    "Zugeordnete Fälligkeit": r"(\d{8})?",
    "Festschreibung": "0",
    "Leistungsdatum": r"(\d{8})?",
}
"""DATEV's description: the pattern of each field that is written; all others are empty."""


@pytest.mark.parametrize(("make", "side"), [(report, "S"), (receipt, "S"), (credit_note, "H")])
def test_datev_takes_entries(make, side):
    head, names, *entries = datev_rows(make())
    assert len(head) == len(DATEV_HEAD) == 31
    for field, (value, pattern) in enumerate(zip(head, DATEV_HEAD, strict=True), 1):
        assert re.fullmatch(pattern, value), field
    assert (names, len(names)) == (list(datev.COLUMNS), 116)
    for entry in entries:
        for name, value in zip(names, entry, strict=True):
            assert re.fullmatch(DATEV_ENTRY.get(name, ""), value), name
        assert entry[1] == side
    amounts = [Decimal(entry[0].replace(",", ".")) for entry in entries]
    assert sum(amounts) == abs(make().document.total)


def test_each_rate_is_an_entry_on_its_account_with_its_key():
    _, names, *entries = datev_rows(report())
    columns = ["Umsatz (ohne Soll/Haben-Kz)", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum"]
    assert [[entry[names.index(name)] for name in columns] for entry in entries] == [
        ["53,55", "4930", "70056", "9", "0211"],
        ["26,75", "4940", "70056", "8", "0211"],
    ]


@pytest.mark.parametrize(
    ("changes", "mapping", "path"),
    [
        ({"currency": "USD"}, NUMERIC, "currency"),
        ({"taxes__0__base": None}, NUMERIC, "taxes[0].base"),
        ({"taxes__0__amount": None}, NUMERIC, "taxes[0].amount"),
        ({"taxes__0__amount": "8.56"}, NUMERIC, "taxes"),
        ({"number": "X" * 37}, NUMERIC, "number"),
        ({}, MAPPING, "mapping.accounts.payable"),
        ({}, NUMERIC.replace("consultant", "nobody"), "mapping.defaults.consultant"),
        ({"seller__vat_id": "X"}, NUMERIC.replace("payable", "other"), "mapping.accounts.payable"),
    ],
)
def test_datev_refuses(changes, mapping, path):
    mapping = mapping if path != "mapping.accounts.payable" or changes else MAPPING + MORE
    assert path in refused(report(**changes), "datev", Settings(read_mapping(mapping))).paths


def test_what_datev_changes_is_listed():
    made = convert(report(number="RE 1_ä", seller__name="Żółw " * 20), "datev", WITH_NUMBERS)
    changed = {each.path: each.value for each in made.derived}
    assert changed["number"] == "RE1"
    assert changed["seller.name"].startswith("Zó?w" if "?" in changed["seller.name"] else "Z")
    assert len(changed["seller.name"]) == 60
    assert changed["mapping.defaults.year_start"] == "20260101"


def bill_rows(made_of):
    content = convert(made_of, "gnucash", WITH_ACCOUNTS).content
    return list(csv.DictReader(io.StringIO(content, newline=""), gnucash.COLUMNS))


@DOCUMENTS
def test_gnucash_takes_bills(make):
    rows = bill_rows(make())
    assert len(gnucash.COLUMNS) == 22
    for row in rows:
        assert None not in row
        assert "" not in {row["id"], row["owner_id"], row["account"]}
        assert {row["taxable"], row["taxincluded"], row["accu_splits"]} == {"N"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date_posted"])
    total = sum(Decimal(row["quantity"]) * Decimal(row["price"]) for row in rows)
    assert abs(total) == abs(make().document.total)


def test_gnucash_defuses_formulas():
    assert bill_rows(report(lines__0__description="=1+1"))[0]["desc"] == "'=1+1"


def test_a_bill_without_an_account_for_what_is_owed_is_not_posted():
    mapping = read_mapping(MAPPING.replace("payable", "other"))
    content = convert(report(), "gnucash", Settings(mapping)).content
    (row, *_) = csv.DictReader(io.StringIO(content, newline=""), gnucash.COLUMNS)
    assert (row["date_posted"], row["account_posted"]) == ("", "")


def test_gnucash_needs_the_vendor():
    assert refused(report(), "gnucash", Settings()).paths == ("seller.name",)


def test_paperless_takes_custom_fields():
    made = convert(report(), "paperless", WITH_NUMBERS)
    found = json.loads(made.content)
    assert found == {
        "title": "Papierhaus Birkenau GmbH RE-2026-0042",
        "created": "2026-11-02",
        "correspondent": 70056,
        "custom_fields": [
            {"field": 3, "value": "EUR80.30"},
            {"field": 4, "value": "2026-11-02"},
            {"field": 5, "value": "RE-2026-0042"},
            {"field": 6, "value": "DE136695976"},
            {"field": 7, "value": "10"},
        ],
    }
    assert re.fullmatch(r"[A-Z]{3}-?\d+(\.\d{1,2})", found["custom_fields"][0]["value"])
    assert "total" not in made.dropped
    assert "currency" in made.dropped


@pytest.mark.parametrize(
    ("changes", "mapping", "path"),
    [
        ({}, "", "mapping.fields"),
        ({}, '[fields]\ntotal = "total"', "mapping.total"),
        ({"total": "1.005"}, '[fields]\ntotal = "3"', "total"),
        ({"currency": None}, '[fields]\ntotal = "3"', "currency"),
        ({"number": "X" * 129}, '[fields]\nnumber = "3"', "number"),
    ],
)
def test_paperless_refuses(changes, mapping, path):
    assert path in refused(report(**changes), "paperless", Settings(read_mapping(mapping))).paths


def test_a_discount_line_is_a_negative_quantity_in_erpnext():
    discount = {"description": "Rabatt", "quantity": "1", "unit_price": "-5.00", "amount": "-5.00", "tax_rate": "7"}
    lines = [report().document.lines[0].model_dump(mode="json"), discount]
    made = body(report(lines=lines, subtotal="40.00", tax_total=None, taxes=[], total="40.00"), "erpnext")
    assert [(item["qty"], item["rate"]) for item in made["items"]] == [(10, Decimal("4.50")), (-1, Decimal("5.00"))]
    assert made["taxes"] == []


def test_a_breakdown_that_does_not_add_up_is_one_row():
    made = body(report(taxes__0__amount="8.00"), "erpnext")
    assert [row["tax_amount"] for row in made["taxes"]] == [Decimal("10.30")]


def test_a_document_without_a_breakdown_is_one_entry_of_datev():
    (entry,) = datev_rows(report(taxes=[]))[2:]
    assert entry[0] == "80,30"


@pytest.mark.parametrize("total", ["80.305", "12345678901.00"])
def test_datev_refuses_amounts_that_it_cannot_hold(total):
    huge = report(taxes=[], tax_total=None, lines=[], subtotal=total, total=total)
    assert refused(huge, "datev", WITH_NUMBERS).paths == ("total",)


def test_gross_lines_that_do_not_make_the_total_are_one_item():
    lines = body(receipt(lines=[{"description": "Brot", "amount": "4.28"}]), "xero")["BankTransactions"][0]["LineItems"]
    assert [(line["Description"], line["LineAmount"]) for line in lines] == [("Goods and services", Decimal("16.18"))]


@pytest.mark.parametrize(
    ("rule", "account"),
    [
        ('seller = "papierhaus*"', "X"),
        ('seller = "DE1366*"', "X"),
        ('seller = "Other"', "4930"),
        ('tax_rate = "19"', "X"),
        ('tax_rate = "7"', "4930"),
        ('description = "Fachbuch"', "4930"),
        ('seller = "P*"\ndescription = "*papier*"\ntax_rate = "19.0"', "X"),
    ],
)
def test_rules_give_accounts_to_lines(rule, account):
    mapping = read_mapping(f'[accounts]\nexpense = "4930"\n[[rules]]\naccount = "X"\n{rule}')
    assert body(report(), "xero", Settings(mapping))["Invoices"][0]["LineItems"][0]["AccountCode"] == account


@pytest.mark.parametrize(
    ("taxes", "code"), [('"S 19" = "A"', "A"), ('S = "B"', "B"), ('"19.00" = "C"', "C"), ('"Z" = "D"', None)]
)
def test_tax_codes_are_found_by_rate_and_category(taxes, code):
    line = body(report(), "xero", Settings(read_mapping(f"[taxes]\n{taxes}")))["Invoices"][0]["LineItems"][0]
    assert line.get("TaxType") == code
