"""Every way in which the program can end, through the program itself."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BARE = {"kind": "invoice", "document": {"number": "R-1", "total": "12.00", "subtotal": "10.00", "tax_total": "1.90"}}
GOOD = {
    "kind": "receipt",
    "document": {
        "number": "7",
        "issue_date": "2024-03-04",
        "currency": "EUR",
        "seller": {"name": "Corner Shop"},
        "total": "11.90",
        "subtotal": "10.00",
        "tax_total": "1.90",
    },
}


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def saved(tmp_path):
    def save(value, name="report.json"):
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        return path

    return save


def test_extract_of_one_file_gives_one_report(program, accepted):
    result = program("extract", accepted, "--reader", "textlayer")
    report = json.loads(result.stdout)
    assert result.returncode == (0 if report["decision"] == "accept" else 1)
    assert report["source"]["name"] == str(accepted)
    assert result.stderr == b""


def test_extract_of_a_letter_ends_with_1(program, letter):
    result = program("extract", letter)
    assert json.loads(result.stdout)["decision"] == "reject"
    assert result.returncode == 1


def test_extract_of_a_damaged_file_ends_with_3_and_says_why(program, damaged):
    result = program("extract", damaged)
    assert (result.returncode, result.stdout) == (3, b"")
    message, remedy = result.stderr.decode().splitlines()
    assert message.startswith("invoice-ocr: ")
    assert "damaged.pdf" in message
    assert remedy.startswith("  ")


def test_extract_of_several_files_gives_json_lines_with_the_error_in_its_place(program, accepted, damaged):
    result = program("extract", damaged, accepted, "--reader", "textlayer")
    failure, report = lines(result)
    assert failure["source"]["name"] == str(damaged)
    assert set(failure["error"]) == {"type", "message", "remedy"}
    assert report["kind"] == "invoice"
    assert result.returncode == 3
    assert b"damaged.pdf" in result.stderr


def test_extract_reads_standard_input(program, accepted):
    result = program("extract", "-", "--reader", "textlayer", stdin=accepted.read_bytes())
    assert json.loads(result.stdout)["source"]["name"] == "-"


def test_extract_writes_to_a_file_only_when_there_is_something_to_write(program, accepted, damaged, tmp_path):
    assert program("extract", damaged, "--output", "out.json").returncode == 3
    assert not (tmp_path / "out.json").exists()
    assert program("extract", accepted, "--reader", "textlayer", "--output", "out.json").stdout == b""
    assert json.loads((tmp_path / "out.json").read_text())["kind"] == "invoice"


def test_a_table_is_printed_without_colour_when_piped(program, accepted):
    result = program("extract", accepted, "--reader", "textlayer", "--format", "table")
    assert "RE-2024-03871" in result.stdout.decode()
    assert b"\x1b" not in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["extract"],
        ["extract", "a.png", "--kind", "novel"],
        ["extract", "a.png", "--format", "abacus"],
        ["extract", "a.png", "--reader", "crystal-ball"],
        ["extract", "a.png", "--profile", "crystal-ball"],
        ["check", "a.json", "--profile", "crystal-ball"],
        ["check", "a.json", "--max-error", "0.0001"],
        ["check", "a.json", "--confirm"],
        ["check", "a.json", "--fix"],
        ["batch", "a.png"],
        ["batch", "*.nothing", "--output", "o.jsonl"],
        ["batch", "a.png", "--output", "o.jsonl", "--workers", "0"],
        ["batch", "a.png", "--output", "o.jsonl", "--limit", "soon"],
        ["batch", "a.png", "--output", "absent/o.jsonl"],
        ["batch", "a.png", "--output", "o.jsonl", "--reader", "crystal-ball"],
        ["schema", "novel"],
        ["explain", "XYZ999"],
        ["completion", "cmd"],
        ["export", "a.json"],
        ["export", "a.json", "--to", "abacus"],
        ["export", "absent.json", "--to", "csv"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_how_it_is_used(program, arguments):
    result = program(*arguments)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"usage:" in result.stderr or b"\n  " in result.stderr


def test_check_ends_with_what_the_checks_say(program, saved):
    bad = program("check", saved(BARE))
    assert bad.returncode == 1
    report = json.loads(bad.stdout)
    assert any("total" in finding["paths"] for finding in report["findings"])
    good = program("check", "-", stdin=json.dumps(GOOD).encode())
    assert (good.returncode, json.loads(good.stdout)["decision"]) == (0, "accept")


def test_check_takes_reports_as_batch_writes_them(program, saved):
    both = saved(json.dumps(GOOD) + "\n" + json.dumps(BARE) + "\n")
    result = program("check", both)
    assert [report["decision"] for report in lines(result)] == ["accept", "review"]
    assert result.returncode == 1


def test_check_says_failures_aloud_and_keeps_them_in_their_place(program, saved):
    failed = {"source": {"name": "bad.pdf"}, "error": {"type": "X", "message": "Cut off.", "remedy": "Scan it again."}}
    result = program("check", saved(f"{json.dumps(GOOD)}\n{json.dumps(failed)}\n"))
    assert result.returncode == 3
    assert [line.get("decision", line.get("error", {}).get("message")) for line in lines(result)] == [
        "accept",
        "Cut off.",
    ]
    assert b"Cut off.\n  Scan it again." in result.stderr


@pytest.mark.parametrize("text", ["[]", "[ ]\n"], ids=repr)
def test_check_of_nothing_says_what_to_give_it(program, saved, text):
    result = program("check", saved(text))
    assert (result.returncode, result.stdout) == (3, b"")
    assert b"holds no report" in result.stderr
    assert b"invoice-ocr extract" in result.stderr


def test_check_takes_the_source(program, saved, accepted, damaged):
    result = program("check", saved(GOOD), "--source", accepted)
    assert json.loads(result.stdout)["source"]["name"] == str(accepted)
    assert program("check", saved(GOOD), "--source", damaged).returncode == 3


def test_check_of_what_is_no_report_ends_with_3_and_names_every_path(program, saved):
    result = program("check", saved({"kind": "invoice", "document": {"total": "abc", "currency": "euro"}}))
    assert (result.returncode, result.stdout) == (3, b"")
    assert 'document.total: "abc" is not a decimal amount such as "12.50"' in result.stderr.decode()
    assert "document.currency" in result.stderr.decode()
    assert program("check", "absent.json").returncode == 3


def test_export_writes(program, saved, tmp_path):
    result = program("export", saved(BARE), "--to", "csv")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().splitlines()[1].startswith(f"{tmp_path}/report.json,invoice,review,R-1,")
    assert program("export", saved(BARE), "--to", "jsonl", "--output", "o.jsonl").stdout == b""
    assert json.loads((tmp_path / "o.jsonl").read_text())["document"]["number"] == "R-1"


def test_export_says_what_it_derived_and_dropped(program, saved, tmp_path):
    (tmp_path / "accounts.toml").write_text(
        '[accounts]\nexpense = "Expenses:Office"\npayable = "Liabilities:AP"', "utf-8"
    )
    whole = {"kind": "invoice", "document": {**ENTRY, "notes": ["x"]}}
    result = program("export", saved(json.dumps(whole)), "--to", "beancount", "--mapping", "accounts.toml")
    assert result.returncode == 0, result.stderr
    assert b"Liabilities:AP  -9.90 EUR" in result.stdout
    assert result.stderr.decode().splitlines() == ["dropped: notes[0]"]


def test_export_that_lacks_something_names_it_and_writes_nothing(program, saved, tmp_path):
    whole = json.dumps({"kind": "invoice", "document": ENTRY})
    result = program("export", saved(whole), "--to", "ubl", "--output", "o.xml")
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"buyer.name" in result.stderr
    assert not (tmp_path / "o.xml").exists()


@pytest.mark.parametrize(
    ("text", "word"), [("[accounts", "not TOML"), ("[nonsense]", "nonsense"), ("[taxes]\n19 = 1", "taxes.19")]
)
def test_a_mapping_file_that_is_none_is_wrong_use(program, saved, tmp_path, text, word):
    (tmp_path / "m.toml").write_text(text, "utf-8")
    result = program(
        "export", saved(json.dumps({"kind": "invoice", "document": ENTRY})), "--to", "xero", "--mapping", "m.toml"
    )
    assert result.returncode == 2
    assert word in result.stderr.decode()


@pytest.mark.parametrize("data", [None, b"\xff\xfe\xff"])
def test_a_mapping_file_that_cannot_be_read_is_wrong_use(program, saved, tmp_path, data):
    if data:
        (tmp_path / "m.toml").write_bytes(data)
    result = program(
        "export", saved(json.dumps({"kind": "invoice", "document": ENTRY})), "--to", "xero", "--mapping", "m.toml"
    )
    assert result.returncode == 2


ENTRY = {"issue_date": "2026-03-04", "total": "9.90", "currency": "EUR", "seller": {"name": "Bäckerei"}}


@pytest.mark.parametrize("same", [True, False])
def test_factur_x_takes_the_file_that_was_read_if_it_is_the_same(program, saved, tmp_path, accepted, same):
    pytest.importorskip("facturx")
    document = json.loads((accepted.parent / "expected.json").read_text("utf-8"))
    data = accepted.read_bytes()
    (tmp_path / "a.pdf").write_bytes(data if same else data + b"\n")
    source = {"name": "a.pdf", "sha256": hashlib.sha256(data).hexdigest(), "pages": 1}
    report = json.dumps({**document, "source": source})
    result = program("export", saved(report), "--to", "facturx", "--output", "o.pdf")
    assert result.returncode == (0 if same else 1), result.stderr
    assert (tmp_path / "o.pdf").exists() == same


def test_export_of_what_is_no_report_is_wrong_use(program, saved):
    assert program("export", saved("{"), "--to", "json").returncode == 2


def test_explain_schema_and_completion_print(program):
    assert b"ARI101" in program("explain", "ARI101").stdout
    assert json.loads(program("schema", "report").stdout)["title"] == "Report"
    for shell in ("bash", "zsh", "tcsh"):
        assert b"invoice-ocr" in program("completion", shell).stdout


def test_batch_writes_a_line_for_each_file(program, accepted, damaged, tmp_path):
    result = program("batch", accepted, damaged, "absent.png", "--reader", "textlayer", "--output", "o.jsonl")
    assert (result.returncode, result.stdout) == (3, b"")
    found = {line["source"]["name"]: line for line in map(json.loads, (tmp_path / "o.jsonl").read_text().splitlines())}
    assert list(found[str(accepted)])[:2] == ["schema_version", "source"]
    assert found[str(damaged)]["error"]["remedy"]
    assert found["absent.png"]["error"]["type"] == "DocumentUnreachable"
    assert b"2 not readable" in result.stderr


def test_batch_resumes_after_it_was_killed(program, accepted, tmp_path):
    files = [tmp_path / f"{number}.pdf" for number in range(6)]
    for number, file in enumerate(files):
        file.write_bytes(accepted.read_bytes() + b"\n%" + b"x" * number)
    arguments = ["batch", *map(str, files), "--reader", "textlayer", "--output", "o.jsonl", "--workers", "1"]
    output = tmp_path / "o.jsonl"
    with subprocess.Popen([sys.executable, "-m", "invoice_ocr", *arguments], cwd=tmp_path) as process:
        while not output.exists() or output.read_bytes().count(b"\n") < 2:
            time.sleep(0.01)
            assert process.poll() is None
        process.kill()
    before = output.read_bytes()
    done = before[: before.rindex(b"\n") + 1]
    output.write_bytes(done + b'{"schema_version":"1","sou')
    result = program(*arguments, "--resume")
    after = output.read_bytes()
    assert after.startswith(done)
    assert sorted(json.loads(line)["source"]["name"] for line in after.splitlines()) == sorted(map(str, files))
    assert result.returncode in {0, 1}
    assert program(*arguments, "--resume").returncode == result.returncode
    assert output.read_bytes() == after


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such names")
def test_a_file_name_that_is_no_text_is_read_like_any_other(program, accepted, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"scan \xff.pdf")  # noqa: PTH118 - as bytes
    with open(path, "wb") as file:  # noqa: PTH123 - as bytes
        file.write(accepted.read_bytes())
    arguments = ["batch", os.fsdecode(path), "--reader", "textlayer", "--output", "o.jsonl"]
    assert program(*arguments).returncode in {0, 1}
    before = (tmp_path / "o.jsonl").read_text()
    assert json.loads(before)["source"]["name"] == f"{tmp_path}/scan ?.pdf"
    program(*arguments, "--resume")
    assert (tmp_path / "o.jsonl").read_text() == before


def test_eval_measures_the_labelled_files(program, accepted, tmp_path):
    truth = tmp_path / "truth.jsonl"
    right = {"file": str(accepted), "document": {"number": "RE-2024-03871", "total": "639.62", "currency": "USD"}}
    truth.write_text(json.dumps(right) + "\n")
    figures = json.loads(program("eval", truth, "--reader", "textlayer", "--mistakes").stdout)
    assert figures["fields"]["number"] == {"labelled": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert [(each["field"], each["given"]) for each in figures["mistakes"]] == [("currency", "EUR")]
    table = program("eval", truth, "--reader", "textlayer", "--format", "table", "--mistakes")
    assert table.returncode == 0
    assert "currency wrong, labelled USD, read EUR" in table.stdout.decode()


def test_eval_of_a_missing_file_ends_with_3(program, saved):
    truth = saved({"file": "absent.pdf", "document": {"total": "1"}}, "truth.jsonl")
    result = program("eval", truth)
    assert result.returncode == 3
    assert json.loads(result.stdout)["failed"] == 1


def test_a_closed_pipe_is_no_error(tmp_path):
    command = [sys.executable, "-m", "invoice_ocr", "schema", "report"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_an_interrupted_batch_ends_at_once_with_130(letter, tmp_path):
    command = [sys.executable, "-m", "invoice_ocr", "batch", letter, "--output", "o.jsonl"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True) as process:
        while not (tmp_path / "o.jsonl").exists():
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=5) == 130
        assert b"Traceback" not in process.stderr.read()


def test_an_interrupt_ends_with_130(tmp_path):
    command = [sys.executable, "-m", "invoice_ocr", "extract", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.wait() == 130
        assert b"Traceback" not in process.stderr.read()


LESS_SURE = Path(__file__).parents[2] / "samples" / "my-restaurant-service" / "document.jpg"


def test_a_smaller_promised_error_sends_more_to_a_person(program):
    """Its sums are less sure than those of others."""
    assert program("extract", LESS_SURE).returncode == 0
    strict = program("extract", LESS_SURE, "--max-error", "0.005")
    assert (strict.returncode, json.loads(strict.stdout)["decision"]) == (1, "review")
    assert program("extract", LESS_SURE, "--max-error", "0.005", "--all-rules").returncode == 1
    assert program("batch", LESS_SURE, "--output", "strict.jsonl", "--max-error", "0.005").returncode == 1
    assert program("batch", LESS_SURE, "--output", "usual.jsonl").returncode == 0
    assert program("check", "usual.jsonl", "--max-error", "0.005").returncode == 1
    assert program("check", "usual.jsonl").returncode == 0


@pytest.mark.parametrize(("share", "says"), [("0.0001", b"0.005"), ("0", b"share"), ("2", b"share"), ("few", b"share")])
def test_an_error_that_nobody_can_promise_is_wrong_use(program, share, says):
    result = program("extract", LESS_SURE, "--max-error", share)
    assert (result.returncode, result.stdout) == (2, b"")
    assert says in result.stderr
