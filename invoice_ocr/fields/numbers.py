"""Document number, order number and the other references: a label and the code beside or under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from invoice_ocr.fields.beside import below, cell_of, right_of
from invoice_ocr.fields.blocks import Block
from invoice_ocr.fields.layout import Spot, Token
from invoice_ocr.fields.scan import Scan, decimals_of
from invoice_ocr.fields.vocabulary import LabelSpot, fold, names_document, says_which
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
NUMBER_WORDS = frozenset({"", "no", "nr", "n", "num", "#", "nro"})
CODE = re.compile(r"^#?[\w][\w/.\-–#*+]*$")
YEAR = re.compile(r"(?:19|20)\d\d")
AFTER_TITLE = NUMBER_WORDS - {""} | {"numero", "numer", "number", "nummer", "c", "br", "st", "αρ", "αριθμοσ"}
"""What makes a label of its number of a document's title: ``Faktúra č. 7``."""

TITLES = frozenset({"title.invoice", "title.credit_note", "title.receipt"})

STEMS = re.compile(r"inv|beleg|bon|credit|doklad|ticket|nota|paragon")
"""What labels of the document's own number have in them besides its titles."""


def find_number_candidates(scan: Scan, blocks: list[Block], items: frozenset[int]) -> Iterator[Candidate[str]]:
    """Every code that a label introduces, with the path that the label names; a party's own numbers count less."""
    foreign = {(line.row, line.start) for block in blocks for line in block.lines}
    for label in (*scan.labels, *_numbered_titles(scan)):
        for meaning, path in PATHS.items():
            if meaning in label.meanings and label.spot.row not in items:
                yield from _candidates(scan, label, meaning, path, foreign)


def _candidates(
    scan: Scan, label: LabelSpot, meaning: str, path: str, foreign: set[tuple[int, int]]
) -> Iterator[Candidate[str]]:
    for spot, tie in ((right_of(scan, label), 2.0), (below(scan, label), 1.5)):
        register = meaning == "registration_id" and spot is not None
        code = None if spot is None else _registered(scan, spot, label) if register else _code(scan, spot)
        if code is None:
            continue
        score = tie + _label_score(label, meaning) + _shape_score(code.text)
        if meaning == "number" and label.compact in NUMBER_WORDS and _after_title(scan, label):
            score += 2.5
        if meaning == "number" and label.compact in NUMBER_WORDS and _is_of_something(scan, label):
            score -= 2.5
        if meaning == "number" and (label.spot.row, label.spot.start) in foreign and not says_which(label.compact):
            score -= 3.0
        score -= 0.01 * label.spot.row if meaning == "number" else 0.0
        value, place = _clean(code.text), code
        prefix = _prefix(scan, label) if meaning == "number" else None
        if prefix is not None:
            value = f"{_clean(prefix.text)}-{value}"
            place = scan.layout.spot(code.row, prefix.start, code.end)
        yield Candidate(path, value, score, place.text, place.page, place.box, "", place.confidence)
        return


def _numbered_titles(scan: Scan) -> Iterator[LabelSpot]:
    """Titles with the word for a number after them, which together are a label that no table needs to list."""
    for label in scan.labels:
        cell = cell_of(scan, label.spot)
        after = cell.tokens[label.spot.end - cell.start :]
        if label.meanings & TITLES and "number" not in label.meanings and after and fold(after[0].text) in AFTER_TITLE:
            spot = scan.layout.spot(label.spot.row, label.spot.start, label.spot.end + 1)
            yield LabelSpot(spot, frozenset({"number"}), label.languages, label.compact, label.fuzzy)
        elif label.meanings & TITLES and "number" not in label.meanings and _is_bare_number(scan, label, after):
            yield replace(label, meanings=frozenset({"number"}))


def _is_bare_number(scan: Scan, label: LabelSpot, after: tuple[Token, ...]) -> bool:
    """Whether the title begins its cell and one code ends it: "Račun 24-118", but neither a year nor an amount."""
    cell = cell_of(scan, label.spot)
    if label.spot.start != cell.start or len(after) != 1 or YEAR.fullmatch(after[0].text):
        return False
    at, row = label.spot.end, label.spot.row
    dated = any(value.spot.start == at for value in scan.dates_in.get(row, []))
    money = any(value.spot.start == at and not value.text.isdigit() for value in scan.amounts_in.get(row, []))
    return (
        not (dated or money) and sum(char.isdigit() for char in after[0].text) > 2 and bool(CODE.match(after[0].text))
    )


def _is_strong(compact: str) -> bool:
    """Whether a label names the document itself, not only a number."""
    return names_document(compact) or bool(STEMS.search(compact))


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
    return _code(scan, spot)


def _prefix(scan: Scan, label: LabelSpot) -> Spot | None:
    """The point of sale before the number, which Argentine law makes its first part (RG AFIP 1415, 0001-00000001)."""
    for other in scan.labels_in[label.spot.row]:
        if "number_prefix" in other.meanings and other.spot.end <= label.spot.start:
            found = right_of(scan, other)
            return None if found is None else _code(scan, found)
    return None


def _after_title(scan: Scan, label: LabelSpot) -> bool:
    """Whether the words before the label in its cell name the document: "Handelsrechnung (380) Nr."."""
    cell = cell_of(scan, label.spot)
    words = (token.text for token in cell.tokens[: label.spot.start - cell.start])
    before = "".join(fold(word) for word in words if not _in_brackets(word))
    return _is_strong(before)


def _is_of_something(scan: Scan, label: LabelSpot) -> bool:
    """Whether an unknown word before "No." says what it numbers: "Følgeseddel nr.", a delivery note."""
    cell = cell_of(scan, label.spot)
    if label.spot.start == cell.start:
        return False
    word = cell.tokens[label.spot.start - cell.start - 1].text
    known = any(other.spot.start < label.spot.start <= other.spot.end for other in scan.labels_in[label.spot.row])
    return not known and word.isalpha() and len(word) > 2 and not _is_strong(fold(word))


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


def _code(scan: Scan, spot: Spot) -> Spot | None:
    """The code at the start of the text: one token with a digit, or a prefix and a number."""
    tokens = scan.layout.rows[spot.row].tokens[spot.start : spot.end]
    taken = {i for d in scan.dates_in.get(spot.row, []) for i in range(d.spot.start, d.spot.end)}
    taken |= _parted_amounts(scan, spot.row)
    while len(tokens) > 1 and (fold(tokens[0].text) in NUMBER_WORDS or _in_brackets(tokens[0].text)):
        tokens = tokens[1:]
        spot = scan.layout.spot(spot.row, spot.start + 1, spot.end)
    length = 0
    for i, token in enumerate(tokens[:4]):
        text = token.text.strip(".,:;()")
        if (
            spot.start + i in taken
            or not CODE.match(text.strip("*"))
            or (text.isalpha() and not (text.isupper() and len(text) <= 4))
        ):
            break
        gap = i and token.box.left - tokens[i - 1].box.right > 0.8 * token.box.height
        if gap or (
            length
            and any(map(str.isdigit, tokens[length - 1].text))
            and not text[0].isdigit()
            and text not in {"-", "/"}
        ):
            break
        length = i + 1
        if sum(map(str.isdigit, text)) >= 3 and i + 1 < len(tokens) and tokens[i + 1].text[0] not in "-/":
            break
    while length and not any(map(str.isdigit, tokens[length - 1].text)):
        length -= 1
    if not length or not any(c.isdigit() for t in tokens[:length] for c in t.text):
        return None
    return scan.layout.spot(spot.row, spot.start, spot.start + length)


def _parted_amounts(scan: Scan, row: int) -> set[int]:
    """The tokens of amounts with a space in their thousands and with cents: "2 151,60" holds no number 2."""
    amounts = [a for a in scan.amounts_in.get(row, []) if decimals_of(a.value) and a.spot.end - a.spot.start > 1]
    return {i for amount in amounts for i in range(amount.spot.start, amount.spot.end)}


def _in_brackets(text: str) -> bool:
    """A remark such as the code of the document's type: ``(380)``."""
    return text.startswith("(") and text.endswith(")")


def _clean(text: str) -> str:
    return re.sub(r"\s*([/-])\s*", r"\1", text).strip(" .,:;()#*")
