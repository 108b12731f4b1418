"""Which files a batch takes."""

from __future__ import annotations

import pytest

from invoice_ocr.batch.sources import find_sources
from invoice_ocr.errors import UsageError

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, data in {
        "in/b.png": PNG,
        "in/a.PDF": b"%PDF-1.7",
        "in/deep/scan": PNG,
        "in/deep/empty.jpg": b"",
        "in/notes.txt": b"milk, bread",
        "in/.hidden.png": PNG,
        "in/.cache/c.png": PNG,
        "odd[1].png": PNG,
        "none/notes.txt": b"",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.mark.usefixtures("tree")
def test_a_folder_gives_what_looks_like_a_document_by_name_or_by_bytes():
    assert find_sources(["in"]) == ["in/a.PDF", "in/b.png", "in/deep/empty.jpg", "in/deep/scan"]


@pytest.mark.usefixtures("tree")
def test_globs_files_and_folders_may_be_mixed_and_nothing_comes_twice():
    assert find_sources(["in/notes.txt", "in/*.png", "in/**/scan", "in"]) == [
        "in/notes.txt",
        "in/b.png",
        "in/deep/scan",
        "in/a.PDF",
        "in/deep/empty.jpg",
    ]


@pytest.mark.usefixtures("tree")
def test_a_file_whose_name_looks_like_a_pattern_is_a_file():
    assert find_sources(["odd[1].png"]) == ["odd[1].png"]


def test_a_file_that_is_not_there_is_left_to_fail_in_its_turn():
    assert find_sources(["absent.png"]) == ["absent.png"]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("path", ["none", "in/*.gif", "-"])
def test_a_path_that_gives_nothing_is_wrong_use(path):
    with pytest.raises(UsageError):
        find_sources(["in", path])
