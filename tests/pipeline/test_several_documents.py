"""Files that hold several documents give several reports, through every entrance of the program."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from forked import run_program
from PIL import Image, ImageDraw, ImageFont

sys.path.append(str(Path(__file__).parents[1] / "documents"))

from mails import archive, attach, attach_message, mail, pdf, picture

from invoice_ocr import Failure, UnsupportedDocument, extract, extract_all, extract_many


@pytest.fixture(scope="module")
def eml(tmp_path_factory):
    inner = mail("Second")
    attach(inner, archive(zwei__pdf=pdf("2")), "mehr.zip", "application/zip")
    message = mail("First")
    attach(message, pdf("1"), "eins.pdf", "application/pdf")
    attach_message(message, inner)
    attach(message, b"%PDF-1.7\nbroken", "kaputt.pdf", "application/pdf")
    attach(message, b"BEGIN:VCALENDAR", "termin.ics", "text/calendar")
    path = tmp_path_factory.mktemp("mail") / "post.eml"
    path.write_bytes(bytes(message))
    return path


def test_a_report_for_each_document(eml):
    first, second, broken = extract_all(eml)
    assert (first.source.name, first.document.number) == (f"{eml}/eins.pdf", "1")
    assert (second.source.name, second.document.number) == (f"{eml}/Second/mehr.zip/zwei.pdf", "2")
    assert (second.source.inside.subject, second.source.inside.name) == ("Second", str(eml))
    assert isinstance(broken, Failure)
    assert (broken.source.name, broken.error.type) == (f"{eml}/kaputt.pdf", "DamagedDocument")
    assert [each.name for each in first.source.inside.skipped] == [f"{eml}/termin.ics"]


def test_one_report_is_not_made_of_several(eml):
    with pytest.raises(UnsupportedDocument, match="may hold several"):
        extract(eml)


@pytest.mark.parametrize("processes", [False, True])
def test_many_sources_keep_their_order(eml, tmp_path, processes):
    single = tmp_path / "single.pdf"
    single.write_bytes(pdf("9"))
    found = [each.source.name for each in extract_many([eml, single], processes=processes)]
    assert found == [f"{eml}/eins.pdf", f"{eml}/Second/mehr.zip/zwei.pdf", f"{eml}/kaputt.pdf", str(single)]


def run(*arguments: object, folder: Path) -> CompletedProcess[str]:
    return run_program(*arguments, folder=folder, text=True)


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_extract_on_the_command_line(eml):
    result = run("extract", eml.name, folder=eml.parent)
    assert result.returncode == 3
    found = lines(result.stdout)
    assert [each["source"]["name"] for each in found] == [
        "post.eml/eins.pdf",
        "post.eml/Second/mehr.zip/zwei.pdf",
        "post.eml/kaputt.pdf",
    ]
    assert "kaputt.pdf" in result.stderr


def test_a_batch_takes_up_a_message_whole_or_not_at_all(tmp_path):
    output = tmp_path / "reports.jsonl"
    good = mail()
    attach(good, pdf("1"), "eins.pdf", "application/pdf")
    attach(good, pdf("2"), "zwei.pdf", "application/pdf")
    (tmp_path / "good.eml").write_bytes(bytes(good))
    assert run("batch", "good.eml", "--output", output, folder=tmp_path).returncode == 1
    before = output.read_text()
    assert len(lines(before)) == 2
    assert run("batch", "good.eml", "--output", output, "--resume", folder=tmp_path).returncode == 1
    assert output.read_text() == before
    output.write_text(before.splitlines(keepends=True)[0])
    (tmp_path / "good.eml").write_bytes(bytes(good) + b"\r\n")
    run("batch", "good.eml", "--output", output, "--resume", folder=tmp_path)
    assert len(lines(output.read_text())) == 2


def test_a_folder_with_messages_is_read(eml, tmp_path):
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "a.eml").write_bytes(eml.read_bytes())
    (tmp_path / "post" / "no-suffix").write_bytes(eml.read_bytes())
    run("batch", "post", "--output", "out.jsonl", folder=tmp_path)
    assert len(lines((tmp_path / "out.jsonl").read_text())) == 6


def test_a_message_that_is_only_a_picture_of_nothing(tmp_path):
    message = mail(text="")
    attach(message, picture(), "leer.png", "image/png")
    (tmp_path / "leer.eml").write_bytes(bytes(message))
    (found,) = extract_all(tmp_path / "leer.eml")
    assert found.decision == "reject"


def test_two_receipts_on_one_photo(tmp_path):
    sheet = Image.new("RGB", (1500, 900), (90, 84, 78))
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(28)
    for left, rows in (
        (
            60,
            (
                "Corner Shop Ltd",
                "12 Quay Street",
                "04/13/2026",
                "Tea     3.00",
                "Cake    2.50",
                "TOTAL   5.50",
                "CASH    5.50",
            ),
        ),
        (
            860,
            (
                "Blue Finch Cafe",
                "8 Mill Lane",
                "05/14/2026",
                "Soup    6.00",
                "Bread   1.50",
                "TOTAL   7.50",
                "CARD    7.50",
            ),
        ),
    ):
        pen.rectangle((left - 30, 30, left + 480, 860), "white")
        for row, text in enumerate(rows):
            pen.text((left, 80 + 90 * row), text, "black", font)
    sheet.save(tmp_path / "two.png")
    first, second = extract_all(tmp_path / "two.png")
    assert [str(each.document.total) for each in (first, second)] == ["5.50", "7.50"]
    assert [each.source.index for each in (first, second)] == [0, 1]
    assert first.source.page_range == second.source.page_range == (0, 0)
    assert first.evidence["total"].box[2] < 0.5 < second.evidence["total"].box[0]
    with pytest.raises(UnsupportedDocument, match="holds 2 documents"):
        extract(tmp_path / "two.png")
