"""Tax identification numbers of sellers and buyers."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.folding import fold, fold_aligned
from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.tables import rows

_LONGEST = 60
_CLASSES = {"9": r"\d", "A": "[A-Z]", "X": "[A-Z0-9]"}
_SEPARATOR = "[ .-]?"
_NEAR = 40
_NOT_COMPACT = re.compile(r"[\s./-]")
_BETWEEN = re.compile(r"[^0-9]{0,30}$")


@dataclass(frozen=True, slots=True)
class TaxId:
    """``number`` is compact, a printed country prefix included; ``valid`` where its checksum, if it has one, is right.

    ``kind`` is vat, gst, sst (sales and service tax) or tin (any other number of a taxpayer).
    """

    kind: str
    country: str
    number: str
    valid: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """One row of the table: ``found`` says what proves that a text of this shape is such a number."""

    kind: str
    country: str
    module: str
    pattern: re.Pattern[str]
    found: str
    label: re.Pattern[str] | None

    def read(self, printed: str) -> TaxId:
        number = _NOT_COMPACT.sub("", printed.upper())
        return TaxId(self.kind, self.country, number, _checks(self.module, number))


def parse_tax_id(text: str, *, country: str | None = None) -> Parsed[TaxId]:
    """Read a text that is a tax number, with its prefix or as its ``country`` writes it.

    Of the numbers that a text can be, those with a right checksum come first; without a prefix there may be several.

    >>> parse_tax_id("DE 136 695 976").value
    TaxId(kind='vat', country='DE', number='DE136695976', valid=True)
    >>> parse_tax_id("51 824 753 556", country="AU").value.valid
    True

    Raises:
        ValueParseError: it is anything else.
    """
    folded = fold(text).strip().upper() if len(text) <= _LONGEST else ""
    forms = [form for form in _forms() if country in (None, form.country) and form.pattern.fullmatch(folded)]
    prefixed = [form for form in forms if form.found == "prefix"]
    found = dict.fromkeys(form.read(folded) for form in prefixed or forms)
    readings = sorted(found, key=lambda each: not each.valid)
    if any(each.valid for each in readings) and not prefixed:
        readings = [each for each in readings if each.valid]
    if not readings:
        raise ValueParseError(f"{text[:_LONGEST]!r} is not a tax number")
    return Parsed(text, tuple(readings))


def find_tax_ids(text: str) -> tuple[Found[TaxId], ...]:
    """Every tax number in a running text.

    One with its prefix, its own punctuation or its label before it is given even where the checksum is wrong; one that
    only has the shape, where the checksum is right.

    >>> [found.parsed.value.number for found in find_tax_ids("USt-IdNr. DE136695976, ABN 51 824 753 556")]
    ['DE136695976', '51824753556']
    """
    folded, offsets = fold_aligned(text)
    if not re.search(r"\d\D?\d\D?\d", folded):
        return ()
    kept: list[tuple[int, int, list[TaxId]]] = []
    for start, end, found in sorted(_hits(folded), key=lambda hit: (hit[0], -hit[1], not hit[2].valid)):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, [found]))
        elif (start, end) == kept[-1][:2] and found.valid == kept[-1][2][0].valid:
            kept[-1][2].append(found)
    spans = ((offsets[start], offsets[end], tuple(dict.fromkeys(found))) for start, end, found in kept)
    return tuple(Found(start, end, Parsed(text[start:end], found)) for start, end, found in spans)


def _hits(text: str) -> Iterator[tuple[int, int, TaxId]]:
    for form in _forms():
        if form.label and not form.label.search(text):
            continue
        for match in form.pattern.finditer(text):
            found = form.read(match[0])
            if _proved(form, text, match.start(), found):
                yield match.start(), match.end(), found


def _proved(form: _Form, text: str, start: int, found: TaxId) -> bool:
    if form.label:
        labels = list(form.label.finditer(text, max(0, start - _NEAR), start))
        return bool(labels) and bool(_BETWEEN.match(text[labels[-1].end() : start]))
    return form.found == "prefix" or found.valid


@lru_cache(maxsize=1)
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(kind, country, module, _pattern(shape), found, _label(label))
        for kind, country, module, shape, found, label in rows("tax_ids")
    )


def _label(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<![^\W\d_])(?:{words})", re.IGNORECASE) if words else None


def _pattern(shape: str) -> re.Pattern[str]:
    """The shape as an expression; one without punctuation of its own may be printed with spaces, dots and hyphens."""
    letters = re.match("[A-Z]{2,3}(?=[9XA])|T(?=9)", shape) if not shape.startswith(("AA", "A9", "XX")) else None
    prefix = letters[0] if letters else ""
    free = _SEPARATOR if not re.search("[ ./-]", shape) else ""
    body = re.split("(?<=9)(?=MWST|TVA|IVA|MVA|RT)|(?<=9)(?=B99)", shape[len(prefix) :])
    atoms = [_CLASSES.get(char, re.escape(char)) for char in body[0]]
    tail = free.join([free.join(atoms), *("".join(_CLASSES.get(c, c) if c == "9" else c for c in part) for part in body[1:])])
    gap = "[ .:-]{0,2}" if prefix else ""
    return re.compile(rf"(?<![A-Za-z0-9])(?<![\d][.,/-]){prefix}{gap}{tail}(?![A-Za-z0-9])(?![.,/-]\d)")


@lru_cache(maxsize=1024)
def _checks(module: str, number: str) -> bool:
    """Whether the checksum is right; numbers without one always are."""
    if not module:
        return True
    return bool(importlib.import_module(f"stdnum.{module}").is_valid(number))
