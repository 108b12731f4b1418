"""Document number, order number and the other references: a label and the code beside or under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from invoice_ocr.fields.chosen import probability
from invoice_ocr.fields.numbers.code import (
    AFTER_TITLE,
    TITLES,
    clean,
    code_in,
    in_brackets,
    is_anothers,
    is_cut,
    is_prefix,
    mend_capitals,
)
from invoice_ocr.fields.numbers.titles import (
    GUESSED,
    SERIES,
    find_by_title,
    find_guessed,
    is_in_title,
    is_in_titles_box,
    numbered_titles,
)
from invoice_ocr.fields.page.beside import below, cell_of, right_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.qualifiers import is_filler
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, abbreviates_title, fold, names_document, says_which
from invoice_ocr.fields.parties.blocks import Block
from invoice_ocr.model.candidate import Candidate

PATHS = {
    "number": "number",
    "purchase_order": "purchase_order",
    "buyer_reference": "buyer_reference",
    "contract": "contract",
    "preceding": "preceding_invoices[0].number",
    "payment_reference": "payment.reference",
    "registration_id": "seller.registration_id",
    "register": "register",
}

STEMS = re.compile(r"inv|beleg|bon|credit|doklad|ticket|nota|paragon")
"""What labels of the document's own number have in them besides its titles."""


def find_number_candidates(
    scan: Scan, blocks: list[Block], items: frozenset[int], *, invoice: bool = False
) -> Iterator[Candidate[str]]:
    """Every code that a label introduces, with the path that the label names; a party's own numbers count less.

    What numbers a till's receipt is but a guess on an ``invoice``, such as that of an order or a transaction.
    """
    foreign = {(line.row, line.start) for block in blocks for line in block.lines}
    yield from find_by_title(scan)
    yield from find_guessed(scan)
    for label in (*scan.labels, *numbered_titles(scan)):
        for meaning, path in PATHS.items():
            if meaning in label.meanings and label.spot.row not in items:
                guess = invoice and meaning == "number" and "till_number" in label.meanings
                for found in _candidates(scan, label, meaning, path, foreign):
                    yield replace(found, score=min(found.score, GUESSED)) if guess else found


def _candidates(
    scan: Scan, label: LabelSpot, meaning: str, path: str, foreign: set[tuple[int, int]]
) -> Iterator[Candidate[str]]:
    for spot, tie in ((right_of(scan, label), 2.0), (below(scan, label), 1.5)):
        register = meaning == "registration_id" and spot is not None
        code = None if spot is None else _registered(scan, spot, label) if register else code_in(scan, spot)
        if code is None:
            continue
        score = tie + _label_score(label, meaning) + _shape_score(code.text)
        score += _place_score(scan, label, foreign) if meaning == "number" else 0.0
        value, place = clean(code.text), code
        if scan.layout.sources[code.page] == "ocr":
            value = mend_capitals(value)
        if is_cut(value) or (meaning == "number" and label.meanings & TITLES and is_anothers(value)):
            score = min(score, GUESSED)
        prefix = _prefix(scan, label) if meaning == "number" else None
        series = _series_above(scan, label) if meaning == "number" else None
        if series is not None:
            value = f"{series.text} {value}"
        if prefix is not None:
            point = LEADING.sub(r"\1", clean(prefix.text))
            value = f"{point}-{value}"
            place = scan.layout.spot(code.row, prefix.start, code.end)
        yield Candidate(path, value, score, place.text, place.page, place.box, "", place.confidence)
        return


def _place_score(scan: Scan, label: LabelSpot, foreign: set[tuple[int, int]]) -> float:
    """What a number gains or loses by where its label stands and the words before it."""
    score = -0.01 * label.spot.row
    bare = label.compact in AFTER_TITLE
    if bare and (_after_title(scan, label) or is_in_titles_box(scan, label)):
        score += 2.5
    if _is_of_something(scan, label):
        score -= 2.5 if bare else 1.0
    if (label.spot.row, label.spot.start) in foreign and not says_which(label.compact):
        score -= 3.0
    return score


def _is_strong(compact: str) -> bool:
    """Whether a label names the document itself, not only a number."""
    return names_document(compact) or bool(STEMS.search(compact))


LEADING = re.compile(r"^(\d+)[^\W\d_]\D*$")
"""A point of sale with the next label run into it: ``00004Comp.``"""

REGISTER = re.compile(
    r"\b(?:HR[AB]|FN|REA|VR|GnR)\b[\s.:-]*(?:Nr\.?\s*)?(?:[A-Z]{2}\s*-?\s*)?\d[\d\s]*\d", re.IGNORECASE
)


def _registered(scan: Scan, spot: Spot, label: LabelSpot) -> Spot | None:
    """A number in a register with the register's letters, wherever they stand in the text; else a plain code."""
    row = scan.layout.rows[spot.row]
    for start in range(label.spot.start, spot.end):
        for end in range(spot.end, start, -1):
            if REGISTER.fullmatch(" ".join(t.text for t in row.tokens[start:end]).strip(" ,;|")):
                return scan.layout.spot(spot.row, start, end)
    return code_in(scan, spot)


def _prefix(scan: Scan, label: LabelSpot) -> Spot | None:
    """The point of sale before the number, which Argentine law makes its first part (RG AFIP 1415, 0001-00000001)."""
    for other in scan.labels_in[label.spot.row]:
        if "number_prefix" in other.meanings and other.spot.end <= label.spot.start:
            found = right_of(scan, other)
            return None if found is None else code_in(scan, found)
    return None


def _series_above(scan: Scan, label: LabelSpot) -> Spot | None:
    """The letters of the number's series, in the row above: "Seria | CMM" over "Numărul | 004217"."""
    above = scan.layout.rows[label.spot.row - 1] if label.spot.row else None
    if above is None or above.page != label.spot.page:
        return None
    for cell, after in pairwise(above.cells):
        flush = abs(cell.box.left - label.spot.box.left) < label.spot.box.height
        if flush and fold(cell.text) in SERIES and is_prefix(after.tokens[0].text):
            return scan.layout.spot(above.index, after.start, after.start + 1)
    return None


def _after_title(scan: Scan, label: LabelSpot) -> bool:
    """Whether the words before the label in its cell name the document: "Handelsrechnung (380) Nr."."""
    cell = cell_of(scan, label.spot)
    words = (token.text for token in cell.tokens[: label.spot.start - cell.start])
    before = "".join(fold(word) for word in words if not in_brackets(word))
    return _is_strong(before)


def _is_of_something(scan: Scan, label: LabelSpot) -> bool:
    """Whether an unknown word before "No." says what it numbers: "Følgeseddel nr.", a delivery note."""
    cell = cell_of(scan, label.spot)
    if label.spot.start == cell.start:
        return False
    word = cell.tokens[label.spot.start - cell.start - 1].text
    known = any(other.spot.start < label.spot.start <= other.spot.end for other in scan.labels_in[label.spot.row])
    if word.endswith(".") and abbreviates_title(fold(word)):
        return False
    word = word.rstrip(".")
    unknown = not known and word.isalpha() and not is_filler(word) and not _is_strong(fold(word))
    unknown = unknown and not is_in_title(scan, word)
    return unknown and (len(word) > 2 or (word.isupper() and label.compact not in AFTER_TITLE))


def _label_score(label: LabelSpot, meaning: str) -> float:
    score = 0.3 * min(label.spot.end - label.spot.start - 1, 2) - 0.5 * label.fuzzy
    others = label.meanings & {
        "other_number",
        "customer_number",
        "purchase_order",
        "cashier",
        "register",
        "registration_id",
    }
    score -= 1.2 * bool(others - {meaning})
    if meaning == "buyer_reference" and "payment_reference" in label.meanings:
        score -= 1.5
    if meaning == "number":
        score += 1.5 if _is_strong(label.compact) else 0.0
        score -= 1.0 if len(label.compact) <= 2 else 0.0
    return score


def _shape_score(text: str) -> float:
    digits = sum(map(str.isdigit, text))
    return (0.3 if digits >= 3 else -0.8) - (0.8 if len(text) > 24 else 0.0)


def number_confidence(best: Candidate[str], others: list[Candidate[str]]) -> float:
    """How sure the document's number is; two that their labels name as well are a question.

    A number within the other is the same, or the end of one that wraps.
    """
    rivals = [
        c.score for c in others if fold(c.value) not in fold(best.value) and fold(best.value) not in fold(c.value)
    ]
    lead = best.score - max(rivals, default=best.score - 3.0)
    return probability(min(best.score, GUESSED + 2.0 * lead))
