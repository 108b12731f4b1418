"""A second engine: the Tesseract program, for scripts that the embedded models do not know.

Languages are chosen with ``INVOICE_OCR_TESSERACT_LANGUAGES`` (such as ``rus+eng``); without it Tesseract takes ``eng``.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from invoice_ocr.errors import ReaderError, UsageError
from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = "INVOICE_OCR_TESSERACT_LANGUAGES"

_INSTALL = "Install it (Debian: apt-get install tesseract-ocr, macOS: brew install tesseract) and put it on the PATH."
_SECONDS = 120
_WORD = "5"
_UNREAD = 0.3


class TesseractEngine:
    """One run of the program for each picture; it neither turns pages nor levels rows."""

    sure = 0.6

    def __init__(self, languages: str | None = None) -> None:
        self._languages = languages or os.environ.get(LANGUAGES) or "eng"
        if not re.fullmatch(r"\w+(\+\w+)*", self._languages):
            raise UsageError(f"{self._languages!r} names no Tesseract languages.", remedy="Write them like deu+eng.")

    def read(self, image: Image) -> PageReading:
        """The words of an RGB picture."""
        picture = io.BytesIO()
        image.save(picture, "PPM")
        rows = csv.DictReader(io.StringIO(self._run(picture.getvalue())), delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [row for row in rows if row["level"] == _WORD and (row["text"] or "").strip()]
        return _page(found, Frame(*image.size))

    def _run(self, picture: bytes) -> str:
        program = shutil.which("tesseract")
        if not program:
            raise ReaderError("The program tesseract was not found.", remedy=_INSTALL)
        command = [program, "stdin", "stdout", "-l", self._languages, "--dpi", "200", "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            run = subprocess.run(  # noqa: S603 - a fixed command; the languages are checked above
                command, input=picture, capture_output=True, timeout=_SECONDS, env=environment, check=True
            )
        except subprocess.TimeoutExpired:
            raise ReaderError(f"Tesseract took more than {_SECONDS} seconds for one page.") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip()
            remedy = f"Are its language packs installed ({self._languages})? See: tesseract --list-langs"
            raise ReaderError(f"Tesseract failed: {said}", remedy=remedy) from error
        return run.stdout.decode("utf-8", errors="replace")


def _page(rows: list[dict[str, str]], frame: Frame) -> PageReading:
    lines: dict[tuple[str, ...], int] = {}
    words: list[Word] = []
    unread: list[Box] = []
    for row in rows:
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        box = Box(left, top, left + width, top + height)
        confidence = min(max(float(row["conf"]) / 100, 0.0), 1.0)
        if confidence < _UNREAD:
            unread.append(box)
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        words += [Word(text, box, round(confidence, 4), line) for text in row["text"].split()]
    return PageReading(tuple(words), frame, "ocr", tuple(unread))
