"""The jobs of a worker, done in this process: whatever happens, an outcome comes back."""

from __future__ import annotations

import json
import logging

import pytest
from scripted_server import BROKEN, LINES, SECRET, ScriptedReader
from sent_requests import picture

from invoice_ocr.documents import Limits
from invoice_ocr.errors import ReaderError, UsageError
from invoice_ocr.model.report import Failure
from invoice_ocr.server.answers.desk import Desk
from invoice_ocr.server.answers.jobs import Answer, Extraction, WarmUp
from invoice_ocr.server.answers.wish import Wish

PAGE, READER = picture(50), ScriptedReader()


def answered(form="text", *, pictures=(PAGE,), reader=READER, kind="auto", schema=None, **limits):
    return Answer(pictures, Wish(form, kind, schema), Limits(**limits))(reader)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("text", "TOTAL EUR  6.00"),
        ("markdown", "| TOTAL EUR | 6.00 |"),
        ("grounded-text", "<|ref|>TOTAL EUR<|/ref|><|det|>[["),
        ("grounded-markdown", "<|ref|>table<|/ref|><|det|>[["),
    ],
)
def test_a_reading_becomes_a_text(form, words):
    given = answered(form)
    assert words in given.content
    assert (given.pages, given.kind, given.decision) == (1, None, None)


@pytest.mark.parametrize(("form", "day"), [("json", "2024-03-14"), ("json-as-printed", "14 March 2024")])
def test_a_report_becomes_json(form, day):
    given = answered(form, kind="receipt")
    assert json.loads(given.content)["issue_date"] == day
    assert (given.kind, given.decision in {"accept", "review"}) == ("receipt", True)


def test_a_schema_becomes_json():
    schema = {"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]}
    assert answered("json-by-schema", schema=schema).content == '{"total": 6.00}'


@pytest.mark.parametrize("form", ["text", "json"])
def test_several_pictures_are_one_document(form):
    assert answered(form, pictures=(PAGE, PAGE, PAGE)).pages == 3


class Raising:
    name = "raising"

    def __init__(self, error):
        self.error = error

    def read(self, document, kind=None):  # noqa: ARG002 - the signature of every reader
        raise self.error


@pytest.mark.parametrize(
    ("failed", "kind", "words"),
    [
        (answered(pictures=(PAGE, b"text")), "UnsupportedDocument", "image 2 is plain text"),
        (answered(pictures=(PAGE, PAGE), max_pages=1), "DocumentTooLarge", "takes 1"),
        (answered(max_pixels=10), "DocumentTooLarge", "image 1 has 50 x 60 pixels"),
        (answered(reader=Raising(ReaderError("It is dark."))), "ReaderError", "It is dark."),
        (answered(reader=Raising(UsageError("No key."))), "UsageError", "No key."),
        (answered(reader=Raising(MemoryError())), "DocumentTooLarge", "more memory"),
        (answered("json-by-schema", schema={"type": "array"}), "Unsayable", "the whole"),
        (Extraction(b"text", "a.txt", "auto", Limits())(READER), "UnsupportedDocument", "a.txt is plain text"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isidentifier() else "",
)
def test_what_fails_says_why(failed, kind, words):
    assert isinstance(failed, Failure)
    assert failed.error.type == kind
    assert words in failed.error.message


def test_a_defect_is_logged_and_says_nothing_of_the_document(caplog):
    with caplog.at_level(logging.ERROR):
        failed = answered(pictures=(picture(BROKEN),))
    assert failed.error.type == "Defect"
    assert SECRET not in failed.to_json()
    assert caplog.records[0].exc_info


def test_a_file_becomes_a_report():
    (report,) = Extraction(PAGE, "a.png", "receipt", Limits())(READER)
    assert (report.source.name, report.kind, str(report.document.total)) == ("a.png", "receipt", "6.00")
    assert Extraction(b"text", "a", "auto", Limits())(READER).source.sha256


def test_a_worker_warms_up():
    assert WarmUp()(READER) == "auto"
    assert WarmUp()(Raising(ReaderError("unused"))) == "raising"


def test_the_desk_keeps_its_readers_open():
    made = []

    def make(name):
        made.append(name)
        return READER

    desk = Desk(make)
    for name in ("auto", "ocr", "auto"):
        assert LINES[0] in desk((name, Answer((PAGE,), Wish("text"), Limits()))).content
    assert made == ["auto", "ocr"]


def test_texts_that_no_file_takes_are_mended():
    class Halved(ScriptedReader):
        def read(self, document, kind=None):
            reading = super().read(document, kind)
            word = reading.pages[0].words[0].__class__("\ud800", reading.pages[0].words[0].box)
            page = reading.pages[0].__class__((word,), reading.pages[0].frame, "ocr")
            return reading.__class__("halved", (page,))

    assert answered(reader=Halved()).content == "?"
