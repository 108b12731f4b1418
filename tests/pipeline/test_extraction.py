"""From a file to a report."""

from __future__ import annotations

import asyncio
import hashlib
import io
from decimal import Decimal
from pathlib import Path

import pytest

from invoice_ocr import DocumentError, Invoice, Receipt, UsageError, extract, extract_async, extract_many
from invoice_ocr.errors import ReaderError

SAMPLES = Path(__file__).parents[2] / "samples"


def test_a_report_says_what_was_read_by_whom_and_of_which_file(photo, picture, scripted):
    report = extract(str(photo), reader=scripted())
    assert (report.kind, report.document.total) == ("receipt", Decimal("6.00"))
    assert (report.source.name, report.source.pages) == (str(photo), 1)
    assert report.source.sha256 == hashlib.sha256(picture).hexdigest()
    assert (report.reading.reader, report.reading.model) == ("scripted", "m")
    assert report.reading.usage == {"prompt_tokens": 3, "completion_tokens": 4}
    assert report.reading.seconds >= 0
    assert report.evidence["total"].text


@pytest.mark.parametrize("wrap", [bytes, io.BytesIO])
def test_bytes_and_streams_are_named_on_request(picture, scripted, wrap):
    report = extract(wrap(picture), reader=scripted(), name="from the mail")
    assert report.source.name == "from the mail"


def test_the_name_is_the_path_as_given(photo, scripted, monkeypatch):
    monkeypatch.chdir(photo.parent)
    assert extract("./photo.png", reader=scripted()).source.name == "./photo.png"


@pytest.mark.parametrize(("kind", "made"), [("invoice", Invoice), ("receipt", Receipt), (Invoice, Invoice)])
def test_a_known_kind_is_taken(photo, scripted, kind, made):
    assert type(extract(photo, reader=scripted(), kind=kind).document) is made


def test_a_class_of_your_own_is_filled(photo, scripted):
    class Mine(Invoice):
        project: str | None = None

    report = extract(photo, kind=Mine, reader=scripted())
    assert type(report.document) is Mine
    assert report.kind == "invoice"


def test_what_is_no_purchase_is_rejected(photo, scripted):
    report = extract(photo, reader=scripted(lines=("Dear aunt", "the weather here is fine", "yours")))
    assert report.decision == "reject"


def test_a_warning_of_the_reader_reaches_the_report(photo, scripted):
    report = extract(photo, reader=scripted(warnings=("The page is cut off.",)))
    assert report.reading.warnings == ("The page is cut off.",)
    assert report.decision == "review"


def test_errors_are_raised(photo, tmp_path, blind, scripted):
    with pytest.raises(DocumentError):
        extract(tmp_path / "absent.png", reader=scripted())
    with pytest.raises(ReaderError):
        extract(photo, reader=blind)


@pytest.mark.parametrize("wrong", [{"reader": "crystal ball"}, {"kind": "novel"}, {"kind": int}])
def test_wrong_use_is_found_before_the_file_is_opened(wrong):
    with pytest.raises(UsageError):
        extract("absent.png", **wrong)


def test_extraction_can_be_awaited(photo, scripted):
    report = asyncio.run(extract_async(photo, reader=scripted()))
    assert report.document.total == Decimal("6.00")


def test_the_promised_error_decides():
    path = SAMPLES / "my-restaurant-service" / "document.jpg"
    assert [extract(path, max_error=share).decision for share in (0.01, 0.005)] == ["accept", "review"]
    assert [each.decision for each in extract_many([path], max_error=0.005)] == ["review"]
    with pytest.raises(UsageError, match="can be promised"):
        extract(path, max_error=0.0001)
    with pytest.raises(UsageError, match="can be promised"):
        list(extract_many([path], max_error=0.0001))
