"""The program writes each format of reports."""

from __future__ import annotations

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
