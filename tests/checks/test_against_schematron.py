"""The exact rules say what the official Schematron says, on official e-invoices and on mutants of them."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from random import Random

import pytest
from mutants import CII, COMPARED, EXAMPLES, TESTSUITE, mutant, official_verdicts

from invoice_ocr.checks import CHECKS, Audit, Subject, run_checks
from invoice_ocr.checks.profile import load_profile
from invoice_ocr.checks.subject import Around
from invoice_ocr.einvoice import read_einvoices

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not EXAMPLES and not os.environ.get("CI"), reason="the official artefacts are not here"),
]
EXACT = [check for check in CHECKS if check.rule.startswith("STD")]
FILES = [*EXAMPLES, *sorted(TESTSUITE.rglob("*_ubl.xml"))]
MUTANTS = int(os.environ.get("MUTANTS", "300"))


def our_verdicts(xml: bytes) -> set[str]:
    (einvoice,) = read_einvoices(xml)
    found = run_checks(Subject(einvoice.document, "invoice", around=Around(exact=True)), EXACT)
    named = {re.match(r"BR-\w+-0[89]", finding.message) for finding in found}
    verdicts = {match[0] for match in named if match}
    return verdicts | {finding.standard.partition(":")[2] for finding in found if finding.rule < "STD2"}


def on_the_edge(xml: bytes) -> set[str]:
    """Rules whose sum is off by exactly one unit: BR-S-08 counts in binary fractions there, and may pass or not."""
    (einvoice,) = read_einvoices(xml)
    found = run_checks(Subject(einvoice.document, "invoice", around=Around(exact=True)), EXACT)
    off = {f.message[:7]: abs(Decimal(f.expected) - Decimal(f.actual)) for f in found if f.rule == "STD208"}
    return {rule for rule, amount in off.items() if amount == 1}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_official_files(path):
    data = path.read_bytes()
    assert our_verdicts(data) == official_verdicts(data)


@pytest.mark.parametrize("path", sorted(TESTSUITE.rglob("*_uncefact.xml")), ids=lambda path: path.name)
def test_official_files_in_cii(path):
    data = path.read_bytes()
    assert our_verdicts(data) == official_verdicts(data, CII)


def test_mutants():
    rng = Random(20260512)  # noqa: S311 - no secret
    texts = [path.read_bytes() for path in FILES]
    differing, broken = [], 0
    for number in range(MUTANTS):
        data = mutant(texts[number % len(texts)], rng)
        official = official_verdicts(data)
        broken += bool(official)
        if (official ^ our_verdicts(data)) - on_the_edge(data):
            differing.append((FILES[number % len(texts)].name, official ^ our_verdicts(data)))
    assert differing == []
    assert broken > MUTANTS / 3
    assert COMPARED


@pytest.mark.parametrize("path", sorted(TESTSUITE.rglob("*.xml")), ids=lambda path: path.name)
def test_no_error_on_the_business_cases_of_xrechnung(path):
    for einvoice in read_einvoices(path.read_bytes()):
        subject = Subject(einvoice.document, "invoice")
        assert [f.message for f in run_checks(subject) if f.severity == "error"] == []
        if path.parent.name == "standard":
            exact = run_checks(subject, audit=Audit(load_profile("xrechnung")))
            assert [f.message for f in exact if f.severity == "error" and f.rule.startswith("STD")] == []
