"""A person's labels: JSON lines of ``{"file", "document": {...what stands in it...}}``.

Only what is labelled is measured. A label of null says that the document does not state the value. Fields are nested as
in a report, or written as paths (``"seller.name"``); amounts may be strings or numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from invoice_ocr.errors import ReportError
from invoice_ocr.model.problems import problems_in
from invoice_ocr.model.purchase import Purchase, Receipt
from invoice_ocr.model.schema import build_document_schema


@dataclass(frozen=True, slots=True)
class Truth:
    """A file, and what is labelled in it: the fields that are set on ``document``."""

    file: Path
    document: Purchase


def read_truth(raw: bytes, *, name: str, folder: Path) -> list[Truth]:
    """The labels; files are found relative to ``folder``.

    Raises:
        ReportError: A line is not a label; the message names all that is wrong with it.
    """
    lines = [(f"{name}, line {number}", line) for number, line in enumerate(raw.splitlines(), 1) if line.strip()]
    return [_truth(line, where, folder) for where, line in lines]


def _truth(line: bytes, where: str, folder: Path) -> Truth:
    try:
        entry = json.loads(line, parse_float=Decimal)
    except ValueError as error:
        raise ReportError(f"{where}: not JSON ({error}).") from None
    if (
        not isinstance(entry, dict)
        or not isinstance(entry.get("file"), str)
        or not isinstance(entry.get("document"), dict)
    ):
        raise ReportError(f'{where}: not of the form {{"file": "...", "document": {{...}}}}.')
    try:
        labels = _nested(entry["document"])
    except TypeError:
        raise ReportError(f"{where}: a field is labelled both as a whole and in parts.") from None
    if problems := problems_in(labels, build_document_schema(Receipt)):
        raise ReportError("\n  ".join([f"{where}:", *problems]))
    return Truth(folder / entry["file"], Receipt.model_validate(labels))


def _nested(labels: dict[str, Any]) -> dict[str, Any]:
    """Paths as nested objects, numbers as strings."""
    nested: dict[str, Any] = {}
    for path, label in labels.items():
        *parents, last = path.split(".")
        inside = nested
        for parent in parents:
            inside = inside.setdefault(parent, {})
            if not isinstance(inside, dict):
                raise TypeError(path)
        inside[last] = _plain(label)
    return nested


def _plain(label: object) -> object:
    if isinstance(label, dict):
        return _nested(label)
    if isinstance(label, list):
        return [_plain(each) for each in label]
    number = isinstance(label, int | Decimal) and not isinstance(label, bool)
    return str(label) if number else label
