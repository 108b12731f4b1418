"""The real program, and the smallest documents it can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from forked import run_program
from PIL import Image, ImageDraw, ImageFont

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def program(tmp_path):
    """Run the program in an empty folder; what it says is kept apart by stream."""

    def run(*arguments, stdin=b""):
        return run_program(*arguments, stdin=stdin, folder=tmp_path)

    return run


@pytest.fixture(scope="session")
def accepted():
    """A PDF that leaves no doubt."""
    return SAMPLES / "de-invoice-two-rates" / "document.pdf"


@pytest.fixture(scope="session")
def letter(tmp_path_factory):
    """A PDF page that is no purchase."""
    path = tmp_path_factory.mktemp("letter") / "letter.png"
    picture = Image.new("RGB", (600, 300), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((40, 40), "Dear aunt Mary,\nthe weather here is fine.\nYours, Tom", "black", ImageFont.load_default(28))
    picture.save(path)
    return path


@pytest.fixture
def damaged(tmp_path):
    path = tmp_path / "damaged.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    return path
