"""No false alarm on official examples: what is an error there contradicts itself, as ``contradictory.tsv`` says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutants import CII_EXAMPLES, EXAMPLES, STANDARDS

from invoice_ocr.checks import Subject, run_checks
from invoice_ocr.einvoice import read_einvoices

PEPPOL = sorted((STANDARDS / "peppol").rglob("examples/*.xml"))
FILES = [*EXAMPLES, *CII_EXAMPLES, *PEPPOL]
ROWS = [row.split("\t") for row in Path(__file__).with_name("contradictory.tsv").read_text("utf-8").splitlines()[1:]]
KNOWN = {name: {rule for other, rule, _ in ROWS if other == name} for name, *_ in ROWS}

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not EXAMPLES and not os.environ.get("CI"), reason="the official artefacts are not here"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_errors_are_contradictions(path):
    (einvoice,) = read_einvoices(path.read_bytes())
    found = run_checks(Subject(einvoice.document, "invoice"))
    errors = {finding.rule for finding in found if finding.severity == "error" and not finding.rule.startswith("REQ")}
    assert errors == KNOWN.get(path.name, set())


def test_the_table_names_official_files():
    assert set(KNOWN) <= {path.name for path in FILES}
