"""Profiles: what they change, and what is wrong with a file that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from invoice_ocr.checks import CHECKS, Audit, Subject, run_checks
from invoice_ocr.checks.paths import values_at
from invoice_ocr.checks.profile import builtin_profiles, load_profile
from invoice_ocr.errors import UsageError
from invoice_ocr.model.purchase import KINDS, Invoice, Receipt

RULES = {check.rule for check in CHECKS}


@pytest.fixture
def written(tmp_path):
    def write(text, name="own.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("name", builtin_profiles())
def test_what_comes_with_the_package_names_rules_and_paths_that_exist(name):
    profile = load_profile(name)
    assert profile.title
    assert {*profile.severities, *profile.suppressed} <= RULES
    for kind in profile.kinds:
        empty = KINDS[kind].model_validate({"lines": [{}], "taxes": [{}]})
        for each in profile.required:
            for path in each.split("|"):
                list(values_at(empty, path))
                names = path.replace("[]", "").split(".")
                assert names[0] in type(empty).model_fields, path
                assert Invoice.model_fields or Receipt.model_fields


def test_a_profile_is_like_another(written):
    written('like = "receipt"\ntitle = "Base"\n[severity]\ncur101 = "error"', "base.toml")
    profile = load_profile(written('like = "base.toml"\nrequired = ["number"]\n[slack]\nCHF = "0.05"'))
    assert profile.required[-1] == "number"
    assert "seller.name" in profile.required
    assert profile.severities == {"CUR101": "error"}
    assert profile.slack == {"CHF": Decimal("0.05")}
    assert (profile.name, profile.title, profile.kinds) == ("own", "Base", ("receipt",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("like = ", "cannot be read"),
        ('colour = "red"', "unknown: colour"),
        ('like = "nothing"', "no profile 'nothing'"),
        ("like = 3", "name of a profile"),
        ('severity = "error"', "severity is a table"),
        ('[severity]\nARI101 = "fatal"', "error, warning or info"),
        ('kinds = ["letter"]', "invoice and receipt"),
        ('required = "number"', "list of texts"),
        ("[slack]\nCHF = 0.05", "decimal texts"),
        ("exact = 1", "true or false"),
        ('exact = "edifact"', "true or false"),
        ('[slack]\nCHF = "much"', "decimal texts"),
        ('[slack]\nCHF = "-1"', "decimal texts"),
        ('[[suppress]]\nrule = "DAT103"', "a rule and a reason"),
        ('suppress = "DAT103"', "a rule and a reason"),
        ('[[suppress]]\nrule = "DAT103"\nreason = " "', "needs a reason"),
    ],
)
def test_a_file_that_is_no_profile_says_why(written, text, says):
    with pytest.raises(UsageError) as caught:
        load_profile(written(text))
    assert says in str(caught.value)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(UsageError, match=r"gone\.toml"):
        load_profile("gone.toml")


def test_severities_slack_and_suppressions(written):
    profile = load_profile(
        written(
            '[severity]\nREQ107 = "error"\n[slack]\nCHF = "0.05"\n[[suppress]]\nrule = "REQ106"\nreason = "No lines."'
        )
    )
    subject = Subject.of("invoice", currency="CHF", subtotal="10.00", tax_total="0.81", total="10.85")
    found = {finding.rule: finding for finding in run_checks(subject, audit=Audit(profile))}
    assert found["REQ107"].severity == "error"
    assert found["REQ106"].suppressed == "No lines."
    assert not found["REQ106"].counts
    assert "ARI104" not in found
    assert "ARI104" in {finding.rule for finding in run_checks(subject)}


def test_a_profile_for_receipts_leaves_invoices_alone():
    subject = Subject.of("invoice", total="1.00")
    assert run_checks(subject, audit=Audit(load_profile("receipt"))) == run_checks(subject)


def test_slack_is_for_amounts_alone(written):
    profile = load_profile(written('[slack]\nEUR = "1000000"'))
    subject = Subject.of("invoice", currency="EUR", seller={"vat_id": "DE136695979"}, due_date="2020-01-01")
    assert "IDN101" in {finding.rule for finding in run_checks(subject, audit=Audit(profile))}
