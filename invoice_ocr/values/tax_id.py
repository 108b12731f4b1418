"""Tax identification numbers of sellers and buyers."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.folding import fold, fold_aligned, has_digits
from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.tables import rows

_LONGEST = 60
_CLASSES = {"9": r"\d", "a": "[A-Z]", "x": "[A-Z0-9]"}
_PARTS = re.compile("[A-Z]+|.")
_SEPARATOR = "[ .-]?"
_NEAR = 40
_NOT_COMPACT = re.compile(r"[\s./-]")
_RUN = re.compile(r"[A-Z0-9](?<![A-Za-z0-9].)(?=[A-Z0-9./ :-]{4,30}(?<=\d))")
_SIGN = re.compile(r"\d\D?\d\D?\d")
_NO_DOTS = str.maketrans("", "", ". ")
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


@dataclass(frozen=True, eq=False)
class _Form:
    """One row of the table: ``found`` says what proves that a text of this shape is such a number.

    There are a hundred; each is compiled when it is first tried.
    """

    kind: str
    country: str
    module: str
    shape: str
    found: str
    words: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.shape)

    @cached_property
    def label(self) -> re.Pattern[str] | None:
        return _label(self.words)

    def starts(self, char: str) -> bool:
        """Whether a number of this form can start with the character."""
        return re.match(_CLASSES.get(self.shape[0], re.escape(self.shape[0])), char) is not None

    def read(self, printed: str) -> TaxId:
        number = _NOT_COMPACT.sub("", printed.upper())
        bare = re.sub("^[A-Z]{1,2}", "", number) if self.found == "prefix" else number
        return TaxId(self.kind, self.country, number, _checks(self.module, number) or _checks(self.module, bare))


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
    if not has_digits(text, 3):
        return ()
    folded, offsets = fold_aligned(text)
    if not _SIGN.search(folded):
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
    by_start, labelled = _tables()
    for run in _RUN.finditer(text):
        for form in by_start.get(text[run.start()], ()):
            match = form.pattern.match(text, run.start())
            found = form.read(match[0]) if match else None
            if match and found and (form.found == "prefix" or found.valid):
                yield match.start(), match.end(), found
    squeezed = text.casefold().translate(_NO_DOTS)
    for form in dict.fromkeys(form for label, form in labelled if label in squeezed):
        yield from _labelled(form, text)


def _labelled(form: _Form, text: str) -> Iterator[tuple[int, int, TaxId]]:
    """The numbers before which, not far, the label stands with no other number between."""
    if form.label is None:
        return
    for match in form.pattern.finditer(text):
        labels = list(form.label.finditer(text, max(0, match.start() - _NEAR), match.start()))
        if labels and _BETWEEN.match(text[labels[-1].end() : match.start()]):
            yield match.start(), match.end(), form.read(match[0])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[_Form, ...]], tuple[tuple[str, _Form], ...]]:
    """The forms that need no label, by the characters they can start with, and those that need one, with each label."""
    free = [form for form in _forms() if not form.words]
    starts = {
        char: tuple(form for form in free if form.starts(char)) for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    }
    return starts, tuple((label, form) for form in _forms() if form.words for label in _squeezed(form.words))


@lru_cache(maxsize=1)
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(kind, country, module, shape, found, label)
        for kind, country, module, shape, found, label in rows("tax_ids")
    )


def _label(words: str) -> re.Pattern[str] | None:
    """The label with or without dots and spaces: A.B.N., P. IVA."""
    if not words:
        return None
    spelled = (r"\.?\s?".join(map(re.escape, word.replace(" ", ""))) for word in words.split("|"))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(spelled)})\.?(?![^\W\d_])", re.IGNORECASE)


def _squeezed(words: str) -> tuple[str, ...]:
    return tuple(word.casefold().translate(_NO_DOTS) for word in words.split("|"))


def _pattern(shape: str) -> re.Pattern[str]:
    """The shape as an expression; one without punctuation of its own may be printed with spaces, dots and hyphens.

    In a shape, 9 is a digit, a is a letter, x is either, and all else stands for itself.
    """
    free = "" if re.search("[ ./-]", shape) else _SEPARATOR
    prefix = re.match("[A-Z]*", shape)
    atoms = ["".join(_CLASSES.get(char, re.escape(char)) for char in part) for part in _PARTS.findall(shape)]
    gap = "[ .:-]{0,2}" if prefix and prefix[0] else ""
    tail = free.join(atoms[1:] if gap else atoms)
    return re.compile(
        rf"(?<![A-Za-z0-9])(?<!\d[.,/-]){prefix[0] if prefix else ''}{gap}{tail}(?![A-Za-z0-9])(?![.,/-]\d)"
    )


@lru_cache(maxsize=1024)
def _checks(module: str, number: str) -> bool:
    """Whether the checksum is right; numbers without one always are."""
    return not module or bool(importlib.import_module(f"stdnum.{module}").is_valid(number))
