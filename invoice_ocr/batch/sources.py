"""Which files a batch reads: files as given, folders with all that is in them, globs."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from invoice_ocr.documents import FORMATS
from invoice_ocr.documents.mail import is_mail
from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (
    ".pdf",
    ".jpg",
    ".jpeg",
    ".jpe",
    ".png",
    ".webp",
    ".tif",
    ".tiff",
    ".heic",
    ".heif",
    ".avif",
    ".gif",
    ".bmp",
    ".xml",
    ".eml",
    ".zip",
)
HEAD = 4096
"""Bytes that a format is recognised by."""


def find_sources(paths: Iterable[str]) -> list[str]:
    """Every source once, in the order given; what a folder holds is sorted by path.

    A file that is named is taken whatever it is. In a folder, files are taken that look like documents by their first
    bytes or by their suffix (so that a damaged one is reported, not overlooked); hidden files are not.

    Raises:
        UsageError: A pattern matches nothing, or a folder holds no documents.
    """
    return list(dict.fromkeys(source for path in paths for source in _expand(path)))


def _expand(path: str) -> list[str]:
    if path == "-":
        raise UsageError("A batch reads files, not standard input.", remedy="Use `extract -` for a single document.")
    if os.path.isdir(path):  # noqa: PTH112 - the path's spelling is the source's name
        return _some(_documents_in(path), f"{path} holds no documents.")
    if glob.has_magic(path) and not os.path.lexists(path):
        return _some(_matches(path), f"{path} matches nothing.")
    return [path]


def _some(found: Iterable[str], otherwise: str) -> list[str]:
    sources = sorted(found)
    if not sources:
        raise UsageError(otherwise, remedy="Check the path.")
    return sources


def _matches(pattern: str) -> Iterator[str]:
    for path in glob.iglob(pattern, recursive=True):  # noqa: PTH207 - keeps the pattern's spelling
        if os.path.isdir(path):  # noqa: PTH112 - as above
            yield from _documents_in(path)
        else:
            yield path


def _documents_in(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [os.path.join(parent, name) for name in files if not name.startswith(".")]  # noqa: PTH118 - as above
        yield from (path for path in paths if _is_document(Path(path)))


def _is_document(path: Path) -> bool:
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    return is_mail(head) or any(form.matches(head) for form in FORMATS)
