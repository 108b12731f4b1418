"""The program writes each format of reports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from invoice_ocr.reports import RENDERERS

SAMPLE = Path(__file__).parents[2] / "samples" / "ie-wrong-total" / "document.pdf"
BEGINS = {
    "html": b"<!DOCTYPE html>",
    "summary": b"<!DOCTYPE html>",
    "sarif": b"{",
    "junit": b"<?xml",
    "csv": b"source,kind",
    "markdown": b"## ",
}


@pytest.mark.parametrize("to", RENDERERS)
def test_extract_writes_it(program, to):
    result = program("extract", SAMPLE, "--reader", "textlayer", "--format", to)
    assert result.returncode == 1
    assert result.stdout.startswith(BEGINS[to])
    assert result.stderr == b""
    assert (b"data:image" in result.stdout) == (to == "html")


def test_check_shows_the_source(program, tmp_path):
    report = json.loads(program("extract", SAMPLE, "--reader", "textlayer").stdout)
    (tmp_path / "report.json").write_text(json.dumps(report))
    assert b"not at hand" in program("check", "report.json", "--format", "html").stdout
    shown = program("check", "report.json", "--format", "html", "--source", SAMPLE)
    assert b"data:image" in shown.stdout
    assert shown.returncode == 1


def test_profile_history_and_fail_on(program, tmp_path):
    seller = {"name": "Anna Berg GmbH", "vat_id": "DE136695976"}
    document = {"number": "R-1", "issue_date": "2026-05-12", "currency": "EUR", "total": "11.90", "seller": seller}
    (tmp_path / "a.json").write_text(json.dumps({"kind": "invoice", "document": document}))
    (tmp_path / "b.json").write_text(json.dumps({"kind": "invoice", "document": {**document, "number": "R-2"}}))
    (tmp_path / "own.toml").write_text('[[suppress]]\nrule = "REQ106"\nreason = "No lines here."\n')
    first = program("check", "a.json", "--profile", "own.toml", "--history", "seen.sqlite", "--all-rules")
    report = json.loads(first.stdout)
    assert (first.returncode, report["profile"]) == (0, "own")
    assert {"pass", "fail", "not_applicable"} <= {finding["status"] for finding in report["findings"]}
    second = program("check", "b.json", "--history", "seen.sqlite", "--fail-on", "warning")
    assert second.returncode == 1
    assert json.loads(second.stdout)["decision"] == "accept"
    assert "FRD107" in {finding["rule"] for finding in json.loads(second.stdout)["findings"]}
    assert program("check", "a.json", "--profile", "nothing").returncode == 2
    assert program("extract", SAMPLE, "--reader", "textlayer", "--profile", "xrechnung").returncode == 1


def test_fix_needs_the_page_and_says_what_it_changed(program, tmp_path, accepted):
    report = json.loads(program("extract", accepted, "--reader", "textlayer").stdout)
    total = report["document"]["total"]
    wrong = total.replace(total[0], "1" if total[0] != "1" else "2", 1)
    report["document"]["total"] = wrong
    (tmp_path / "wrong.json").write_text(json.dumps(report))
    assert program("check", "wrong.json", "--fix").returncode == 2
    result = program("check", "wrong.json", "--fix", "--source", accepted)
    fixed = json.loads(result.stdout)
    assert fixed["document"]["total"] == total
    assert f"from {wrong} to {total}" in fixed["reading"]["warnings"][-1]
    assert result.returncode == 1


@pytest.mark.parametrize(("ending", "begins"), [("html", b"<!DOCTYPE"), ("csv", b"source,kind"), ("xml", b"<?xml")])
def test_a_batch_writes_its_summary(program, tmp_path, damaged, ending, begins):
    name = f"summary.{ending}"
    command = (
        "batch",
        SAMPLE,
        damaged,
        "--reader",
        "textlayer",
        "--workers",
        "1",
        "--output",
        "r.jsonl",
        "--summary",
        name,
    )
    assert program(*command).returncode == 3
    written = (tmp_path / name).read_bytes()
    assert written.startswith(begins)
    assert b"ARI104" in written
    assert damaged.name.encode() in written
    assert program("batch", SAMPLE, "--output", "x.jsonl", "--summary", "summary.doc").returncode == 2


def test_check_takes_the_file_of_a_batch_with_its_failures(program, tmp_path):
    failed = {"source": {"name": "bad.pdf"}, "error": {"type": "X", "message": "Cut off.", "remedy": "Again."}}
    good = {"kind": "receipt", "document": {"total": "1.00"}}
    (tmp_path / "r.jsonl").write_text(f"{json.dumps(good)}\n{json.dumps(failed)}\n")
    result = program("check", "r.jsonl", "--format", "csv")
    assert result.returncode == 3
    rows = csv.DictReader(io.StringIO(result.stdout.decode(), newline=""))
    assert [row["decision"] for row in rows] == ["review", "failed"]
