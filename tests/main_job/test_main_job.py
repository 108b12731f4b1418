"""The main job: from a photo and a PDF to reports, with nothing but the installed package.

These tests pass on any machine. `.ci/run` runs them where the promise is hard to keep: as nobody, without a home, with
the network cut off and the package not writable; ``MAIN_JOB_SHUT_IN`` says so, and then it is proved.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import invoice_ocr

SAMPLES = Path(__file__).parents[2] / "samples"
RECEIPT = SAMPLES / "us-cafe-tip" / "document.jpg"
INVOICE = SAMPLES / "de-invoice-two-rates" / "document.pdf"
SHUT_IN = bool(os.environ.get("MAIN_JOB_SHUT_IN"))
ROOT_UID = 0


@pytest.fixture
def program(tmp_path):
    """Run the program with an environment that holds nothing it could lean on."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "invoice_ocr", *map(str, arguments)],
            env={"PATH": os.defpath, "HOME": "/nonexistent", "LANG": "C.UTF-8"} if os.name == "posix" else None,
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def expected(document: Path) -> dict:
    return json.loads((document.parent / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("document", [RECEIPT, INVOICE], ids=["receipt photo", "invoice PDF"])
def test_extract(program, document):
    result = program("extract", document)
    assert result.returncode == 0, result.stderr
    report, wanted = json.loads(result.stdout), expected(document)
    assert (report["decision"], report["kind"]) == ("accept", wanted["kind"])
    for field in ("number", "issue_date", "currency", "subtotal", "tax_total", "total"):
        assert report["document"][field] == wanted["document"][field], field
    assert [line["amount"] for line in report["document"]["lines"]] == [
        line["amount"] for line in wanted["document"]["lines"]
    ]


def test_batch(program, tmp_path):
    result = program("batch", RECEIPT, INVOICE, "--output", tmp_path / "reports.jsonl", "--workers", 2)
    assert result.returncode == 0, result.stderr
    reports = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_text("utf-8").splitlines()]
    assert {report["document"]["total"] for report in reports} == {
        expected(document)["document"]["total"] for document in (RECEIPT, INVOICE)
    }


def test_library():
    report = invoice_ocr.extract(INVOICE)
    assert report.document.total == Decimal(expected(INVOICE)["document"]["total"])


@pytest.mark.skipif(not SHUT_IN, reason="only where .ci/run has shut the program in")
def test_there_is_no_network_and_nothing_to_write_to():
    assert os.getuid() != ROOT_UID
    assert not os.access(Path(invoice_ocr.__file__).parent, os.W_OK)
    assert not Path.home().exists()
    assert [name for _, name in socket.if_nameindex()] == ["lo"]
    with pytest.raises(OSError, match="unreachable"):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
