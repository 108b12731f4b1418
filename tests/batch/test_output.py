"""The file of reports survives being cut off, and is picked up where it ends."""

from __future__ import annotations

import hashlib
import json

import pytest

from invoice_ocr.batch.output import ReportsFile, resume
from invoice_ocr.errors import UsageError


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_text(path.name)
    return [str(path) for path in paths]


def line(path, *, decision="accept", sha256=None):
    with open(path, "rb") as file:  # noqa: PTH123
        digest = sha256 or hashlib.file_digest(file, "sha256").hexdigest()
    return json.dumps({"source": {"name": path, "sha256": digest, "pages": 1}, "decision": decision})


def failure(path):
    return json.dumps({"source": {"name": path, "sha256": None}, "error": {"type": "X", "message": "m", "remedy": "r"}})


def test_lines_are_written_whole(tmp_path):
    path = tmp_path / "out.jsonl"
    with ReportsFile(path) as file:
        file.write("1")
        assert path.read_bytes() == b"1\n"
        file.write("ü")
    assert path.read_bytes() == "1\nü\n".encode()


def test_an_output_that_cannot_be_written_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        ReportsFile(tmp_path / "absent" / "out.jsonl")


def test_without_an_earlier_run_nothing_is_done(tmp_path, files):
    assert resume(tmp_path / "out.jsonl", files) == {}


def test_reports_are_kept_and_a_cut_last_line_goes(tmp_path, files):
    path = tmp_path / "out.jsonl"
    path.write_text(f"{line(files[0])}\n{line(files[1], decision='review')}\n{line(files[2])[:40]}")
    assert resume(path, files) == {files[0]: ["accept"], files[1]: ["review"]}
    assert len(path.read_text().splitlines()) == 2


def test_a_whole_last_line_without_its_end_counts_as_cut(tmp_path, files):
    path = tmp_path / "out.jsonl"
    path.write_text(line(files[0]))
    assert resume(path, files) == {}
    assert path.read_text() == ""


def test_failures_and_changed_files_are_read_again_and_strangers_stay(tmp_path, files):
    path = tmp_path / "out.jsonl"
    path.write_text(f"{failure(files[0])}\n{line(files[1], sha256='0' * 64)}\n{line(files[2])}\n")
    assert resume(path, files[:2]) == {}
    assert path.read_text() == line(files[2]) + "\n"


def test_all_reports_on_a_file_count(tmp_path, files):
    path = tmp_path / "out.jsonl"
    path.write_text(f"{line(files[0])}\n{line(files[0], decision='reject')}\n")
    assert resume(path, files) == {files[0]: ["accept", "reject"]}


@pytest.mark.parametrize(
    "text", ["shopping list\n", '{"total": 3}\n', "[]\n", '{"source": "a", "decision": "accept"}\n']
)
def test_another_file_is_not_taken_for_reports(tmp_path, files, text):
    path = tmp_path / "out.jsonl"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"line 1, is not a report"):
        resume(path, files)
    assert path.read_text() == text
