"""The exact rules say what the official Schematron says, on official e-invoices and on mutants of them."""

from __future__ import annotations

import os
import re
from random import Random
from xml.etree import ElementTree as ET

import pytest
from mutants import CII, CII_EXAMPLES, COMPARED, EXAMPLES, TESTSUITE, UBL, UNITS, mutant, official_verdicts

from invoice_ocr.checks import CHECKS, Audit, Subject, run_checks
from invoice_ocr.checks.profile import load_profile
from invoice_ocr.checks.standard.rounding import NAMES, RATED, of_category, total
from invoice_ocr.checks.subject import Around
from invoice_ocr.einvoice import read_einvoices

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not EXAMPLES and not os.environ.get("CI"), reason="the official artefacts are not here"),
]
EXACT = [check for check in CHECKS if check.rule.startswith("STD")]
FILES = {
    UBL: [*EXAMPLES, *sorted(TESTSUITE.rglob("*_ubl.xml"))],
    CII: [*CII_EXAMPLES, *sorted(TESTSUITE.rglob("*_uncefact.xml"))],
}
SUITE = "{http://difi.no/xsd/vefa/validator/1.0}"
MUTANTS = int(os.environ.get("MUTANTS", "300" if os.environ.get("CI") else "120"))


def our_findings(xml: bytes, rules: str):
    (einvoice,) = read_einvoices(xml)
    around = Around(exact="ubl" if rules == UBL else "cii")
    return run_checks(Subject(einvoice.document, "invoice", around=around), EXACT)


def our_verdicts(xml: bytes, rules: str = UBL) -> set[str]:
    found = our_findings(xml, rules)
    named = {re.match(r"BR-\w+-0[89]", finding.message) for finding in found}
    verdicts = {match[0] for match in named if match}
    return verdicts | {finding.standard.partition(":")[2] for finding in found if finding.rule < "STD2"}


def on_the_edge(xml: bytes, rules: str) -> set[str]:
    """Rules of categories whose sum is off by exactly the unit that they allow.

    They count in binary fractions there, and may pass or not.
    """
    (einvoice,) = read_einvoices(xml)
    document = einvoice.document
    rows = [row for row in document.taxes if row.category and row.base is not None]
    return {
        f"BR-{NAMES.get(row.category, row.category)}-08"
        for row in rows
        if abs(total(of_category(document, row)) - row.base) == 1 and (row.category in RATED) == (rules == UBL)
    }


@pytest.mark.parametrize(
    ("rules", "path"),
    [pytest.param(rules, path, id=path.name) for rules, paths in FILES.items() for path in paths],
)
def test_official_files(rules, path):
    data = path.read_bytes()
    assert our_verdicts(data, rules) == official_verdicts(data, rules)


@pytest.mark.parametrize("path", [path for path in UNITS if COMPARED.match(path.stem)], ids=lambda path: path.stem)
def test_official_unit_tests(path):
    """Each is a part of an invoice, made for the rules that it names."""
    for test in ET.parse(path).getroot().iter(f"{SUITE}test"):  # noqa: S314 - official
        named = {
            mark.text for said in test.iter(f"{SUITE}assert") for mark in said if COMPARED.fullmatch(mark.text or "")
        }
        for data in [ET.tostring(part) for part in test if part.tag.endswith(("}Invoice", "}CreditNote"))]:
            assert named & our_verdicts(data) == named & official_verdicts(data), data.decode()


@pytest.mark.parametrize("rules", FILES)
def test_mutants(rules):
    rng = Random(20260512)  # noqa: S311 - no secret
    texts = [(path.name, path.read_bytes()) for path in FILES[rules]]
    differing, broken = [], 0
    for number in range(MUTANTS):
        name, text = texts[number % len(texts)]
        data = mutant(text, rng)
        official, ours = official_verdicts(data, rules), our_verdicts(data, rules)
        broken += bool(official)
        if (official ^ ours) - on_the_edge(data, rules):
            differing.append((name, official ^ ours))
    assert differing == []
    assert broken > MUTANTS / 3


@pytest.mark.parametrize("path", sorted(TESTSUITE.rglob("*.xml")), ids=lambda path: path.name)
def test_no_error_on_the_business_cases_of_xrechnung(path):
    for einvoice in read_einvoices(path.read_bytes()):
        subject = Subject(einvoice.document, "invoice")
        assert [f.message for f in run_checks(subject) if f.severity == "error"] == []
        if path.parent.name == "standard":
            exact = run_checks(subject, audit=Audit(load_profile("xrechnung")))
            assert [f.message for f in exact if f.severity == "error" and f.rule.startswith("STD")] == []
