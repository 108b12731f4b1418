"""The second engine, where its program is installed."""

from __future__ import annotations

import shutil

import pytest
from drawn_pages import DrawnPage, document, texts
from PIL import Image

from invoice_ocr.errors import ReaderError, UsageError
from invoice_ocr.readers import make_reader, tesseract

installed = pytest.mark.skipif(not shutil.which("tesseract"), reason="the program tesseract is not installed")


@installed
def test_reads_words_with_boxes(receipt, receipt_words):
    reading = make_reader("tesseract").read(document(DrawnPage(picture=receipt)))
    (page,) = reading.pages
    assert reading.reader == "tesseract"
    assert len(receipt_words - set(texts(page))) <= 1
    total = next(word for word in page.words if word.text == "10.80")
    assert 670 < total.box.left < total.box.right < 800
    assert 395 < total.box.top < total.box.bottom < 440
    assert 0.5 < total.confidence <= 1


@installed
def test_a_blank_picture_has_no_words():
    assert tesseract.TesseractEngine().read(Image.new("RGB", (50, 50), "white")).words == ()


@installed
def test_a_missing_language_is_named(receipt):
    with pytest.raises(ReaderError, match=r"language packs installed \(qqq\)"):
        tesseract.TesseractEngine("qqq").read(receipt)


def test_a_missing_program_says_how_to_install_it(monkeypatch, receipt):
    monkeypatch.setattr(tesseract.shutil, "which", lambda _: None)
    with pytest.raises(ReaderError, match=r"not found.*apt-get install tesseract-ocr"):
        tesseract.TesseractEngine().read(receipt)


def test_languages_come_from_the_environment(monkeypatch):
    monkeypatch.setenv(tesseract.LANGUAGES, "deu; rm")
    with pytest.raises(UsageError, match="names no Tesseract languages"):
        make_reader("tesseract")


def test_a_page_that_takes_too_long(monkeypatch, receipt):
    def endless(*_, **__):
        raise tesseract.subprocess.TimeoutExpired("tesseract", 1)

    monkeypatch.setattr(tesseract.shutil, "which", lambda _: "tesseract")
    monkeypatch.setattr(tesseract.subprocess, "run", endless)
    with pytest.raises(ReaderError, match="more than 120 seconds"):
        tesseract.TesseractEngine().read(receipt)
