"""One file, several invoices: where each begins, and what becomes of them."""

from __future__ import annotations

import io
import json
from random import Random

import pytest
from forked import run_program
from packs import pack
from pypdfium2 import PdfDocument

from invoice_ocr import UnsupportedDocument, extract, extract_all, make_reader, open_document
from invoice_ocr.fields import split_pages

LEAST = 0.97
SMALL = 14
"""A pack of five documents on nine pages."""


def found(data: bytes) -> list:
    return split_pages(make_reader("auto").read(open_document(data)))


def test_the_boundaries_of_packs():
    right = wrong = missed = 0
    for seed in range(100, 112):
        made = pack(Random(seed))  # noqa: S311 - the same packs every time
        parts, true = {part.first for part in found(made.data)} - {0}, set(made.starts) - {0}
        right, wrong, missed = right + len(parts & true), wrong + len(parts - true), missed + len(true - parts)
    assert 2 * right / (2 * right + wrong + missed) >= LEAST
    assert wrong == 0


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    made = pack(Random(SMALL))  # noqa: S311 - as above
    assert 3 <= len(made.starts) < made.pages
    path = tmp_path_factory.mktemp("packs") / "pack.pdf"
    path.write_bytes(made.data)
    return path, made


def test_a_report_for_each_with_the_pages_of_the_file(small):
    path, made = small
    reports = extract_all(path)
    ends = [*(start - 1 for start in made.starts[1:]), made.pages - 1]
    assert [report.source.page_range for report in reports] == list(zip(made.starts, ends, strict=True))
    assert [report.source.index for report in reports] == list(range(len(reports)))
    assert [report.document.number for report in reports] == made.numbers
    assert {report.source.pages for report in reports} == {made.pages}
    for report, first, last in zip(reports, made.starts, ends, strict=True):
        pages = {entry.page for entry in report.evidence.values()}
        assert pages <= set(range(first, last + 1))
        assert report.evidence["total"].page >= first
    assert len({report.source.sha256 for report in reports}) == 1


def test_one_report_is_not_made_of_several(small):
    path, made = small
    with pytest.raises(UnsupportedDocument, match=f"holds {len(made.starts)} documents") as refused:
        extract(path)
    assert "extract_all" in refused.value.remedy


def test_the_command_line_gives_json_lines(small):
    path, made = small
    result = run_program("extract", path, text=True)
    assert [json.loads(line)["document"]["number"] for line in result.stdout.splitlines()] == made.numbers


def test_pages_of_a_scan_are_split_as_well(small):
    path, made = small
    with PdfDocument(path) as document:
        pictures = [page.render(scale=150 / 72).to_pil().convert("RGB") for page in document]
    kept = io.BytesIO()
    pictures[0].save(kept, "TIFF", save_all=True, append_images=pictures[1:], compression="jpeg")
    assert [part.first for part in found(kept.getvalue())] == made.starts
