"""The committed schemas are what the models generate, and reports fit them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from invoice_ocr.cli import main
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import Invoice, Line, Receipt
from invoice_ocr.model.report import Evidence, Report, Source
from invoice_ocr.model.schema import SCHEMA_KINDS, build_schema

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_committed_schemas_are_current(kind, capfdbinary):
    assert main(["schema", kind]) == 0
    printed = capfdbinary.readouterr().out
    assert (ROOT / "schemas" / f"{kind}.schema.json").read_bytes() == printed, f"stale: run `invoice-ocr schema {kind}`"


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_schemas_are_schemas(kind):
    Draft202012Validator.check_schema(build_schema(kind))


@pytest.mark.parametrize("document", [Invoice(total="1.50"), Receipt(tip="0", lines=(Line(amount="-3"),))])
def test_reports_fit_their_schema(document):
    report = Report(
        source=Source(name="a.jpg", sha256="0" * 64, pages=1),
        kind="receipt" if isinstance(document, Receipt) else "invoice",
        decision="review",
        document=document,
        evidence={"total": Evidence(page=0, box=(0, 0.25, 1, 0.5), text="1,50", confidence=0.5, source="ocr")},
        findings=(Finding(rule="X", severity="info", paths=("total",), message="m"),),
    )
    Draft202012Validator(build_schema("report")).validate(json.loads(report.to_json()))
    Draft202012Validator(build_schema(report.kind)).validate(json.loads(document.model_dump_json()))


def test_an_invoice_has_no_tip():
    errors = Draft202012Validator(build_schema("report")).iter_errors(
        {
            "schema_version": "1",
            "source": {"name": "a", "sha256": "b", "pages": 1},
            "kind": "invoice",
            "decision": "accept",
            "document": {"tip": "1"},
        }
    )
    assert [error.validator for error in errors] == ["additionalProperties"]


def expected_documents():
    """What the samples hold, one document at a time."""
    for path in sorted(ROOT.glob("samples/*/expected.json")):
        value = json.loads(path.read_bytes())
        for each in value if isinstance(value, list) else [value]:
            yield pytest.param(each, id=path.parent.name)


@pytest.mark.parametrize("expected", list(expected_documents()))
def test_what_is_expected_of_the_samples_fits(expected):
    Draft202012Validator(build_schema(expected["kind"])).validate(expected["document"])
