"""The printed labels of many languages, and where they stand on the page.

The labels are data: `labels/<language>.tsv`, one meaning a line. Matching ignores case, accents, spaces and
punctuation; in text that an OCR read, one wrong, missing or extra character in five or more is forgiven.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.page.layout import Cell, Layout, Row, Spot

LONGEST = 7
"""A label has at most so many words."""

FUZZY_FROM = 5
"""Labels shorter than this must be read exactly."""

FREELY_FROM = 8
"""From this length on any one character may be wrong, missing or too many; below, only one that looks alike."""

ALIKE = {
    frozenset(pair)
    for pair in [
        "o0",
        "oq",
        "oc",
        "od",
        "0d",
        "li",
        "l1",
        "i1",
        "lt",
        "it",
        "ec",
        "eo",
        "ea",
        "ao",
        "s5",
        "b8",
        "g9",
        "g6",
        "z2",
        "uv",
        "vy",
        "tf",
        "nh",
        "hb",
        "mn",
        "rn",
        "ce",
    ]
}
"""Characters that an OCR takes for one another."""

IDEOGRAPHS = "\u3000"
"""Where the letters of Chinese and Japanese begin."""

NUMBER_SIGNS = frozenset({"№", "Nº", "N°"})
"""At the start of a cell these are labels of what follows."""

WORD_FOR_NUMBERS = 6
"""The longest of these words, such as ``nummer`` and ``numero``."""

_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "№": "no"})
_KEPT = set("#%@")
_DROPPED = dict.fromkeys(code for code in range(128) if not chr(code).isalnum() and chr(code) not in _KEPT)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters, digits and ``#%@`` in lower case, without accents.

    >>> fold("Zwischen-Summe (€):")
    'zwischensumme'
    """
    if text.isascii():
        return text.lower().translate(_DROPPED)
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if c.isalnum() or c in _KEPT)


@dataclass(frozen=True, slots=True)
class Label:
    """What a printed label may mean, and in which languages."""

    meanings: frozenset[str]
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """A label on the page; ``fuzzy`` where a character was forgiven."""

    spot: Spot
    meanings: frozenset[str]
    languages: frozenset[str]
    compact: str
    fuzzy: bool = False


@lru_cache(maxsize=1)
def labels() -> dict[str, Label]:
    """All labels by their folded text."""
    meanings: dict[str, set[str]] = defaultdict(set)
    languages: dict[str, set[str]] = defaultdict(set)
    for file in resources.files("invoice_ocr.fields").joinpath("labels").iterdir():
        if not file.name.endswith(".tsv"):
            continue
        for meaning, text in _rows_of(file.read_text(encoding="utf-8")):
            meanings[text].add(meaning)
            languages[text].add(file.name.removesuffix(".tsv"))
    return {text: Label(frozenset(meanings[text]), frozenset(languages[text])) for text in meanings}


def _rows_of(table: str) -> Iterator[tuple[str, str]]:
    for line in table.splitlines():
        if line and not line.startswith("#"):
            meaning, texts = line.split("\t")
            yield from ((meaning, fold(text)) for text in texts.split(" | "))


@lru_cache(maxsize=1)
def _misprints() -> dict[str, str]:
    """Each long label under itself less one character, for look-ups that forgive one."""
    index: dict[str, str] = {}
    for text in sorted(labels(), key=lambda t: (len(t), t)):
        if len(text) >= FUZZY_FROM:
            for short in _shortened(text):
                index.setdefault(short, text)
    return index


def _shortened(text: str) -> Iterator[str]:
    yield text
    for i in range(len(text)):
        yield text[:i] + text[i + 1 :]


@lru_cache(maxsize=8192)
def look_up(compact: str, *, fuzzy: bool) -> tuple[Label, bool] | None:
    """The label of this folded text, and whether a character was forgiven."""
    known = labels()
    if compact in known:
        return known[compact], False
    if not fuzzy or len(compact) < FUZZY_FROM:
        return None
    for short in _shortened(compact):
        near = _misprints().get(short)
        if near and abs(len(near) - len(compact)) <= 1 and (len(near) >= FREELY_FROM or _alike(near, compact)):
            return known[near], True
    return None


def _alike(left: str, right: str) -> bool:
    """Whether the texts differ in one character that an OCR confuses."""
    differing = [frozenset(pair) for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    return len(left) == len(right) and len(differing) == 1 and differing[0] in ALIKE


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    """What documents are called, in all languages."""
    kinds = {"title.invoice", "title.credit_note", "title.receipt"}
    titles = ((text, label.meanings) for text, label in labels().items())
    return tuple(text for text, meanings in titles if meanings & kinds and (len(text) > 2 or not text.isascii()))


@lru_cache(maxsize=4096)
def names_document(compact: str) -> bool:
    """Whether a folded text begins or ends with what a document is called.

    >>> names_document("arvenumber"), names_document("numerodefacture"), names_document("kundennummer")
    (True, True, False)
    """
    return compact.startswith(_titles()) or compact.endswith(_titles())


@lru_cache(maxsize=1024)
def abbreviates_title(compact: str) -> bool:
    """Whether what a document is called begins with this folded text: ``fact``, ``rech``."""
    return bool(compact) and any(title.startswith(compact) for title in _titles())


def says_which(compact: str) -> bool:
    """Whether the label of a number is more than a word for numbers, which a party's may be too."""
    return names_document(compact) or len(compact) > WORD_FOR_NUMBERS


def is_label(text: str) -> bool:
    """Whether this text alone is a label, a character that an OCR confuses forgiven."""
    return look_up(fold(text), fuzzy=True) is not None


def find_labels(layout: Layout) -> list[LabelSpot]:
    """All labels on the page, the longest match first within a cell, in reading order."""
    found = [label for row in layout.rows for label in _row_labels(layout, row)]
    return sorted(found, key=lambda label: (label.spot.row, label.spot.start))


def _row_labels(layout: Layout, row: Row) -> Iterator[LabelSpot]:
    for cell in row.cells:
        folded = [fold(token.text) for token in cell.tokens]
        runs = list(_runs(folded))
        known = [run for run in runs if run[2] in labels()]
        taken: set[int] = set()
        for fuzzy, tried in ((False, known), (True, runs)) if row.source == "ocr" else ((False, known),):
            for start, end, compact in sorted(tried, key=lambda run: (-len(run[2]), run[0])):
                hit = look_up(compact, fuzzy=fuzzy)
                if hit is None or not taken.isdisjoint(range(start, end)):
                    continue
                last = cell.tokens[end - 1].text
                numbers = start == 0 and last in NUMBER_SIGNS
                if _is_short(compact) and not numbers and not _stands_alone(folded, start, end, last):
                    continue
                label, forgiven = hit
                taken.update(range(start, end))
                spot = layout.spot(row.index, cell.start + start, cell.start + end)
                yield LabelSpot(spot, label.meanings, label.languages, compact, forgiven)
        yield from _slashed(layout, cell, taken)


def _slashed(layout: Layout, cell: Cell, taken: set[int]) -> Iterator[LabelSpot]:
    """Words that are one label in two languages, with no blank beside the stroke: ``TPS/GST``."""
    for i, token in enumerate(cell.tokens):
        parts = [fold(part) for part in token.text.split("/")] if "/" in token.text and i not in taken else []
        known = [labels()[part] for part in parts if part in labels()]
        if len(parts) > 1 and len(known) == len(parts):
            meanings = frozenset.intersection(*(label.meanings for label in known))
            if meanings:
                languages = frozenset.union(*(label.languages for label in known))
                spot = layout.spot(cell.row, cell.start + i, cell.start + i + 1)
                yield LabelSpot(spot, meanings, languages, parts[0])


def _runs(folded: list[str]) -> Iterator[tuple[int, int, str]]:
    """All runs of at most LONGEST tokens that begin and end with a word.

    The sign after a number belongs to it: ``12 % DPH`` is no ``% DPH``.
    """
    for start, first in enumerate(folded):
        if not first or (first == "%" and folded[start - 1][-1:].isdigit()):
            continue
        compact = ""
        for end, word in enumerate(folded[start : start + LONGEST], start + 1):
            compact += word
            if word:
                yield start, end, compact


def _is_short(compact: str) -> bool:
    """Whether so few letters may be anything; two ideographs are a word."""
    return len(compact) <= 2 and compact < IDEOGRAPHS


def _stands_alone(folded: list[str], start: int, end: int, last: str) -> bool:
    """Whether so short a label is marked as one: alone in its cell but for a percentage, or with a colon."""
    around = "".join(folded[:start] + folded[end:])
    return last.endswith((":", "#", ".")) or not around or ("%" in around and not any(map(str.isalpha, around)))
