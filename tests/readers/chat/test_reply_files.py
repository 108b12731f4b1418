"""Every ugly reply of the folder `replies`, with what is made of it."""

from __future__ import annotations

from typing import Annotated

import pytest
from reply_files import ReplyFile, reply_files

from invoice_ocr.errors import ReplyError
from invoice_ocr.fields.page.layout import lay_out
from invoice_ocr.model.purchase import Labels, Receipt
from invoice_ocr.model.reading import Reading
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.replies.reply import Transcript, understand
from invoice_ocr.readers.replies.shape import shape_of
from invoice_ocr.readers.replies.statement import Statement
from invoice_ocr.readers.replies.transcript import View, read_transcript

FILES = reply_files()


class ProjectReceipt(Receipt):
    project: Annotated[str | None, Labels("Projekt-Nr.")] = None


def answer_to(file: ReplyFile):
    settings = file.settings
    completion = Completion(file.text, settings.get("finish", "stop"), None, "m", refusal=settings.get("refusal"))
    wanted = shape_of(ProjectReceipt if "own" in settings else None)
    return understand(completion, wanted, json_asked=settings.get("asked") != "text")


def rows_of(answer: Transcript, file: ReplyFile) -> list[str]:
    page = read_transcript(answer.text, View(1000, 1414, int(file.settings.get("scale", 0))))
    rows = lay_out(Reading("chat", (page,)), lambda _: False).rows
    return [" | ".join(cell.text for cell in row.cells) for row in rows]


def having(name: str) -> list[pytest.param]:
    return [pytest.param(file, id=file.name) for file in FILES if name in file.settings or name in file.expected]


def test_there_are_many():
    assert len(FILES) >= 60
    assert all(file.settings["shows"] for file in FILES)


@pytest.mark.parametrize("file", having("error"))
def test_error(file):
    with pytest.raises(ReplyError) as caught:
        answer_to(file)
    assert caught.value.reason == file.settings["error"]
    assert caught.value.remedy
    assert caught.value.reply == file.text


@pytest.mark.parametrize("file", having("row"))
def test_transcript(file):
    answer = answer_to(file)
    assert isinstance(answer, Transcript)
    assert answer.whole == ("cut" not in file.settings)
    assert rows_of(answer, file) == file.expected["row"]


@pytest.mark.parametrize(
    "file",
    [pytest.param(f, id=f.name) for f in FILES if "error" not in f.settings and "row" not in f.expected],
)
def test_statement(file):
    answer = answer_to(file)
    assert isinstance(answer, Statement)
    assert [(claim.path, claim.text) for claim in answer.claims] == file.claims
    assert answer.whole == ("cut" not in file.settings)
    for said, expected in ((answer.problems, "problem"), (answer.strays, "stray")):
        wanted = file.expected.get(expected, [])
        assert len(said) == len(wanted), said
        assert all(part in text for part, text in zip(wanted, said, strict=True)), said
