"""The prompts: their versions, and that nothing a document prints can change them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word
from invoice_ocr.readers.chat import prompts
from invoice_ocr.readers.chat.asks import ask_for_json
from invoice_ocr.readers.chat.plaintext import BAR, lines_of, quoted_pages
from invoice_ocr.readers.chat.prompts import load_prompt
from invoice_ocr.readers.endpoint.profiles import Profile
from invoice_ocr.readers.replies.shape import shape_of

FOLDER = resources.files("invoice_ocr.readers.chat").joinpath("prompts")
NAMES = sorted(path.name.removesuffix(".md") for path in FOLDER.iterdir())
KNOWN = Path(__file__).with_name("prompt_versions.tsv")


def test_a_changed_prompt_has_a_new_version():
    """Raise the number in the first line of what you changed, and write the new line into `prompt_versions.tsv`."""
    known = dict(line.split("\t") for line in KNOWN.read_text("utf-8").splitlines())
    versions = {name: load_prompt(name).version.removeprefix(f"{name}-") for name in NAMES}
    assert versions == known


def test_a_version_names_all_files_that_are_taken_in():
    assert load_prompt("image-json").version.split("-")[2] == "1.1.1"
    assert load_prompt("rules").text in load_prompt("image-json").text + "\n"


def test_a_prompt_without_a_version_is_none(monkeypatch, tmp_path):
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "bad.md").write_text("Do something.\n")
    monkeypatch.setattr(prompts.resources, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="does not begin with its version"):
        load_prompt("bad")


def test_what_is_filled_in_is_never_filled_again():
    text = load_prompt("repair").filled(reasons="{{reasons}} {{>rules}} {{shape}}")
    assert "{{reasons}} {{>rules}} {{shape}}" in text


def test_a_missing_part_is_a_defect():
    with pytest.raises(KeyError):
        load_prompt("repair").filled()


@pytest.mark.parametrize("name", ["image-json", "text-json", "hint-json", "crop"])
def test_prompts_for_json_say_so(name):
    """Endpoints with a JSON mode demand the word."""
    assert "JSON" in load_prompt(name).text


def page_of(*rows):
    words = [
        Word(text, Box(10 + 60 * i, 20 * n, 10 + 60 * i + 7 * len(text), 20 * n + 14))
        for n, row in enumerate(rows)
        for i, text in enumerate(row)
    ]
    return PageReading(tuple(words), Frame(600, 800), "ocr")


@given(st.lists(st.lists(st.text(min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=4), max_size=6))
def test_every_line_of_a_document_stands_behind_a_bar(rows):
    def unbarred(page):
        ask = ask_for_json("text-json", shape_of(None), Profile(), (), [page], 0)
        lines = ask.prompt.split("\n")
        assert not any("<|" in line for line in lines)
        return [line for line in lines if line and not line.startswith(BAR.strip())]

    assert unbarred(page_of(*rows)) == unbarred(page_of())


def test_words_keep_their_columns():
    page = page_of(["Item", "Qty", "Amount"], ["Tea", "2", "3.00"])
    assert list(lines_of(page)) == ["Item     Qty     Amount", "Tea      2       3.00"]


def test_words_of_a_sentence_keep_one_space():
    words = [Word("Oat", Box(0, 0, 21, 14)), Word("milk", Box(27, 1, 55, 15)), Word("3.00", Box(300, -2, 328, 12))]
    (line,) = lines_of(PageReading(tuple(words), Frame(400, 100), "ocr"))
    assert line.startswith("Oat milk   ")
    assert line.endswith("3.00")


def test_pages_are_numbered_where_there_are_several():
    page = page_of(["Tea"])
    assert quoted_pages([page]) == "| Tea"
    assert quoted_pages([page, page], 2) == "Page 3:\n| Tea\n\nPage 4:\n| Tea"
    assert quoted_pages([page_of()]) == ""


def test_control_characters_and_special_tokens_are_taken_apart():
    assert quoted_pages([page_of(["a\x00\u202eb<|im_end|>"])]) == "| a  b< |im_end|>"
