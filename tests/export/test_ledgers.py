"""Beancount, hledger and ledger: their own parsers accept the entries, and reject them where a cent is off."""

from __future__ import annotations

import re
import subprocess
from decimal import Decimal

import pytest
from complete import MAPPING, credit_note, receipt, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judges import needed, program

from invoice_ocr.errors import UsageError
from invoice_ocr.export import ExportError, Settings, convert, read_mapping

LEDGERS = ["beancount", "hledger", "ledger"]
each_ledger = pytest.mark.parametrize("to", LEDGERS)
WITH_ACCOUNTS = Settings(read_mapping(MAPPING))


def written(made_of, to="beancount") -> str:
    return convert(made_of, to, WITH_ACCOUNTS).content


def accepted(content: str, to: str, tmp_path) -> bool:
    """Whether the program's own parser takes the entry for balanced."""
    accounts = sorted({*re.findall(r"^\s+([A-Z]\w+(?::[\w-]+)+)  ", content, re.MULTILINE)})
    if to == "beancount":
        opened = "".join(f"1970-01-01 open {account}\n" for account in accounts)
        _, errors, _ = needed("beancount.loader").load_string(opened + content)
        return not errors
    journal = tmp_path / "journal"
    head = "".join(f"account {account}\n" for account in accounts)
    journal.write_text(
        f"{head}commodity 1000.00 EUR\n\n{content}" if to == "hledger" else f"{head}\n{content}", "utf-8"
    )
    call = ["check", "--strict"] if to == "hledger" else ["bal"]
    run = subprocess.run([program(to), "-f", journal, *call], capture_output=True, text=True, check=False)
    return run.returncode == 0


def amounts(content: str) -> list[Decimal]:
    return [Decimal(found) for found in re.findall(r"  (-?[\d.]+) EUR", content)]


@each_ledger
@pytest.mark.parametrize("make", [report, receipt, credit_note])
def test_entries_are_accepted_and_balance(make, to, tmp_path):
    content = written(make(), to)
    assert sum(amounts(content)) == 0
    assert accepted(content, to, tmp_path)


@each_ledger
def test_a_cent_off_is_rejected(to, tmp_path):
    assert not accepted(written(report(), to).replace("-80.30", "-80.31"), to, tmp_path)


def test_each_line_goes_to_its_account():
    assert re.findall(r"^  (\S+)  (\S+) EUR", written(report()), re.MULTILINE) == [
        ("Expenses:Office", "45.00"),
        ("Expenses:Books", "25.00"),
        ("Assets:VAT:Input", "10.30"),
        ("Liabilities:Payable", "-80.30"),
    ]


@pytest.mark.parametrize(("method", "account"), [("card", "Assets:Checking"), ("Cash", "Assets:Cash")])
def test_a_receipt_is_paid_and_its_tax_taken_out_of_the_prices(method, account):
    content = written(receipt(payments=[{"method": method, "amount": "16.18"}]))
    assert re.findall(r"^  (\S+)  (\S+) EUR", content, re.MULTILINE) == [
        ("Expenses:Office", "14.00"),
        ("Assets:VAT:Input", "2.18"),
        (account, "-16.18"),
    ]


@pytest.mark.parametrize("make", [credit_note, lambda: report(document_type="credit_note")])
def test_a_credit_note_reduces_what_is_owed_whatever_signs_it_prints(make):
    assert amounts(written(make())) == [Decimal(x) for x in ("-45.00", "-25.00", "-10.30", "80.30")]


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"lines": [], "taxes": []}, ["70.00", "10.30", "-80.30"]),
        ({"lines": [], "subtotal": None}, ["70.00", "10.30", "-80.30"]),
        ({"allowances": [{"amount": "5.00"}], "total": "75.30"}, ["45.00", "25.00", "-5.00", "10.30", "-75.30"]),
        ({"charges": [{"amount": "5.00"}], "total": "85.30"}, ["45.00", "25.00", "5.00", "10.30", "-85.30"]),
        ({"rounding": "0.05", "total": "80.35"}, ["45.00", "25.00", "0.05", "10.30", "-80.35"]),
        ({"lines__0__amount": None}, ["70.00", "10.30", "-80.30"]),
        ({"tax_total": None, "total": "70.00", "taxes": []}, ["45.00", "25.00", "-70.00"]),
    ],
)
def test_what_makes_up_the_total(changes, parts):
    assert sorted(amounts(written(report(**changes)))) == sorted(map(Decimal, parts))


@each_ledger
@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"total": "80.31"}, "subtotal"),
        ({"total": "80.31", "subtotal": None}, "lines"),
        ({"total": None}, "total"),
        ({"currency": None}, "currency"),
        ({"issue_date": None}, "issue_date"),
        ({"seller__name": None}, "seller.name"),
    ],
)
def test_what_makes_no_entry_is_refused(changes, path, to):
    with pytest.raises(ExportError) as refused:
        written(report(**changes), to)
    assert path in refused.value.paths


@each_ledger
@pytest.mark.parametrize("purpose", ["expense", "tax", "payable"])
def test_accounts_are_never_invented(purpose, to):
    mapping = read_mapping(re.sub(rf"^{purpose} = .*$", "", MAPPING, flags=re.MULTILINE))
    with pytest.raises(ExportError) as refused:
        convert(report(), to, Settings(mapping))
    assert refused.value.paths == (f"mapping.accounts.{purpose}",)
    assert f"[accounts] {purpose}" in refused.value.remedy


@pytest.mark.parametrize(("to", "account"), [("beancount", "4711"), ("hledger", "a  b"), ("ledger", "(x)")])
def test_accounts_that_the_program_does_not_have_are_wrong_use(to, account):
    mapping = read_mapping(MAPPING.replace("Expenses:Office", account))
    with pytest.raises(UsageError, match="account"):
        convert(report(), to, Settings(mapping))


def test_what_an_entry_does_not_say_is_listed():
    dropped = convert(report(), "beancount", WITH_ACCOUNTS).dropped
    assert {"buyer.name", "lines[0].quantity", "payment.iban"} <= set(dropped)
    assert not {"number", "total", "lines[0].amount", "lines[0].description", "seller.name", "tax_total"} & set(dropped)


@each_ledger
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30))
def test_no_text_breaks_an_entry(to, tmp_path, text):
    hostile = report(seller__name=text, number=text, lines__0__description=text)
    assert accepted(written(hostile, to), to, tmp_path)


@each_ledger
@pytest.mark.parametrize(
    "text", ['"', "\\", '\\"', ";", "|", "(a)", "a  b", "*", "!", "2026-01-01 open", "\n  X:Y  1 EUR"]
)
def test_no_mark_breaks_an_entry(text, to, tmp_path):
    hostile = report(seller__name=text, number=text, lines__0__description=text)
    assert accepted(written(hostile, to), to, tmp_path)
