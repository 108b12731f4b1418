"""Tables as tab-separated text; `invoice_ocr.values.make_tables` writes those of months, weekdays and countries."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    """The rows of ``<name>.tsv`` without its heading."""
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]
