"""Every rule keeps the form: one file, one row, fixed headings, examples that run, a page that is current."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from decimal import Decimal
from pathlib import Path

import pytest

import invoice_ocr.checks as room
from invoice_ocr.checks import CHECKS, Check, Subject, explain, run_checks
from invoice_ocr.checks.pages import HEADINGS, pages, split_docstring, write_pages
from invoice_ocr.errors import UsageError
from invoice_ocr.model.finding import Problem

DOCS = Path(__file__).parents[2] / "docs" / "checks"
FAMILIES = {
    "ARI": "arithmetic",
    "TAX": "taxes",
    "DAT": "dates",
    "IDN": "identity",
    "PAY": "payment",
    "RCP": "receipts",
    "REQ": "required",
    "EVI": "evidence",
    "CUR": "currency",
    "SGN": "signs",
    "PLA": "plausibility",
    "FRD": "fraud",
    "STD": "standard",
}
MODULES = [name for _, name, _ in pkgutil.walk_packages(room.__path__, "invoice_ocr.checks.")]

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule)


def test_rules_are_unique_and_in_order() -> None:
    rules = [check.rule for check in CHECKS]
    assert len(set(rules)) == len(rules)
    for family in FAMILIES:
        assert [rule for rule in rules if rule.startswith(family)] == sorted(r for r in rules if r.startswith(family))


@each_check
def test_file_function_and_family_agree(check: Check) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", check.rule)
    path = f"invoice_ocr.checks.{FAMILIES[check.rule[:3]]}.{check.function.__name__}"
    module = importlib.import_module(path)
    assert vars(module)[check.function.__name__] is check.function
    assert (module.__doc__ or "").startswith(f"{check.rule}: ")


def test_every_rule_file_is_in_the_table() -> None:
    written = {name for name in MODULES if re.match(r"[A-Z]{3}\d{3}: ", importlib.import_module(name).__doc__ or "")}
    assert written == {inspect.getmodule(check.function).__name__ for check in CHECKS}


@each_check
def test_docstring_has_the_headings(check: Check) -> None:
    docstring = inspect.getdoc(check.function) or ""
    title, text, example = split_docstring(docstring)
    assert tuple(text) == HEADINGS
    assert title
    assert docstring.split("\n")[0].endswith(".")
    assert not re.search(r"\b(must|should|check that)\b", title)
    assert "\n[]" in example, "an example that stays silent"
    assert re.search(r"""^\[["']""", example, re.MULTILINE), "an example that fires"


@pytest.mark.parametrize("name", ["invoice_ocr.checks", *MODULES])
def test_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_pages_are_current() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert written == pages(CHECKS), "run: python -m invoice_ocr.checks docs/checks"


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "ARI999.md").write_text("old")
    write_pages(tmp_path, CHECKS[:1])
    assert {path.name for path in tmp_path.iterdir()} == {"README.md", "ARI101.md"}


def test_explain_gives_the_page() -> None:
    text = explain("ari104")
    assert text.startswith("# ARI104: The total differs from subtotal plus tax\n")
    assert "## Silent when\n" in text
    assert ">>> " in text


@pytest.mark.parametrize(("rule", "hint"), [("ARI14", "ARI104"), ("TAX999", "TAX109"), ("???", "ARI101")])
def test_explain_names_near_rules(rule: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(rule)
    assert hint in caught.value.remedy


def test_values_are_written_plainly() -> None:
    def odd(subject: Subject):
        yield Problem(("total",), "Odd.", Decimal("1E+3"), subject.document.issue_date, "1 day")

    (found,) = run_checks(Subject.of("invoice", issue_date="2026-05-12"), [Check("XXX101", "info", None, odd)])
    assert (found.expected, found.actual, found.tolerance) == ("1000", "2026-05-12", "1 day")


def test_checks_of_your_own_go_beside_the_others() -> None:
    def mine(_: Subject):
        yield Problem(("total",), "Never spend more than 5.00.")

    found = run_checks(Subject.of("receipt", total="9.90"), (*CHECKS, Check("OWN101", "error", None, mine)))
    assert "OWN101" in {finding.rule for finding in found}


@pytest.mark.parametrize("amount", ["9" * 200, "0." + "0" * 100 + "1", "-0.00", "0"])
def test_absurd_amounts_raise_nothing(amount: str) -> None:
    line = {"quantity": amount, "unit_price": amount, "amount": amount, "tax_rate": amount}
    totals = dict.fromkeys(("subtotal", "tax_total", "total", "rounding", "amount_due", "tendered", "change"), amount)
    row = {"rate": amount, "base": amount, "amount": amount}
    document = {"lines": [line], "taxes": [row], "allowances": [row], "charges": [row], "currency": "CHF", **totals}
    run_checks(Subject.of("receipt", payments=[{"amount": amount}], **document))


def test_an_empty_document_only_misses_things() -> None:
    for kind in ("invoice", "receipt"):
        assert {finding.rule[:3] for finding in run_checks(Subject.of(kind))} == {"REQ"}
