"""A server whose reader does what the picture's size says: the real one in everything but the reading."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Reading, Word
from invoice_ocr.server.answers.desk import Desk

DIE, HANG, HUNGRY, BROKEN, SLOW, BRIEF = 101, 102, 103, 104, 105, 106
"""Widths of pictures."""

SECRET = "Strictly Private Ltd"
COLUMNS = (
    (SECRET,),
    ("Receipt no. 4711",),
    ("Date 14 March 2024",),
    ("Tea", "2.50"),
    ("Bread", "3.50"),
    ("TOTAL EUR", "6.00"),
)
LINES = tuple("  ".join(texts) for texts in COLUMNS)
"""What every page says, as a transcription has it."""


class ScriptedReader:
    name = "auto"

    def read(self, document, kind=None):  # noqa: ARG002 - the signature of every reader
        for page in document.pages:
            act(page.image().width)
        page = PageReading(tuple(words()), Frame(1000, 1400), "ocr")
        return Reading("scripted", (page,) * len(document.pages))


def words():
    for row, texts in enumerate(COLUMNS, 1):
        for column, text in enumerate(texts):
            left = 40 + 400 * column
            for word in text.split():
                yield Word(word, Box(left, 30 * row, left + 10 * len(word), 30 * row + 20), 0.99, row)
                left += 10 * len(word) + 8


def act(width):
    match width:
        case 101:
            os.kill(os.getpid(), signal.SIGKILL)
        case 102:
            time.sleep(3600)
        case 103:
            hoard = [bytearray(2**24) for _ in range(4096)]  # 64 GB
            raise AssertionError(len(hoard))
        case 104:
            raise ValueError(SECRET)
        case 105:
            time.sleep(1.5)
        case 106:
            time.sleep(0.3)


def make(name):  # noqa: ARG001 - whatever its name
    return ScriptedReader()


if __name__ == "__main__":
    from invoice_ocr.server.running import run
    from invoice_ocr.server.settings import Settings, split_keys

    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads)
    given = parser.parse_args().settings
    keys = split_keys(os.environ.get("INVOICE_OCR_SERVER_KEYS", ""))
    run(Settings(port=0, keys=keys, **given), Desk(make))
    sys.exit(0)
