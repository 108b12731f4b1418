"""What a number looks like: the code at the start of a text, its groups, and what goes on in the line below."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Cell, Spot, Token
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import fold, labels
from invoice_ocr.model.geometry import union
from invoice_ocr.values.currency import currency_readings

NUMBER_WORDS = frozenset({"", "no", "nr", "n", "num", "#", "nro"})
AFTER_TITLE = NUMBER_WORDS - {""} | {"numero", "numer", "number", "nummer", "c", "br", "st", "αρ", "αριθμοσ"}
AFTER_TITLE |= {"no#", "nr#", "num#", "number#", "nb", "numar", "numarul", "numeris", "cislo", "broj", "номер", "szam"}
"""What makes a label of its number of a document's title: ``Faktúra č. 7``."""

TITLES = frozenset({"title.invoice", "title.credit_note", "title.receipt"})

CODE = re.compile(r"^#?[\w][\w/.\-–#*+]*$")
SIGNS = frozenset({"-", "/", "–"})
"""What joins the parts of a number that is printed with spaces: ``2025 / 367``."""

GROUPED = re.compile(r"(?:[A-Z]{1,4} )?\d{2,6}(?: \d{1,6}){1,5}|[A-Z]{1,5}[-/]\d[\d/-]*\d(?: \d{3,6}){1,2}")
FEWEST = 7
"""A number in groups has at least so many digits; fewer may be an amount."""

LETTERED = 5
"""The same after the letters of a series, which no amount has before it but those of its currency."""

DATED = re.compile(r"\d{1,4}/\d{1,2}/\d{1,4}")
"""A running number with its month and year, as in Poland, or with shop and till, as in Croatia; it reads as a date."""

UNBROKEN = re.compile(r"\d{8}")
"""A date that is written so after the word for a number is the number: the day and a running number, or all running."""

BOXED = re.compile(r"\d{1,2}[.)]")
"""The number of a box in a form: "3. Invoice date"."""

GLUED = re.compile(r"(?:№|[Nn](?:[RrOo]|[Rr][Oo]|[Uu][Mm])?[.°º:]+|[Nn][°º])\s*(?=[A-Z]{0,4}\d)")
"""The word for a number that no space parts from it: ``No.008455``."""

PARTYS = frozenset({"tax_id", "vat_id", "iban", "phone", "fax"})
ORDERS = frozenset({"purchase_order", "customer_number", "contract"})

POSTCODE = re.compile(r"(?:A|B|CH|CZ|D|DK|F|FI|I|L|LT|LV|NL|PL|S|SE|SI|SK)-\d{4,5}")

PREFIX = 4
"""The longest letters of a series before its number."""

WRAPS = ("-", "/", "–")

CLOSE = 1.3
"""The next line of a number starts at most so many text heights below."""


def code_in(scan: Scan, spot: Spot) -> Spot | None:
    """The code at the start of the text: one token with a digit, groups of digits, or a prefix and a number.

    One that ends in a hyphen goes on in the line below; its text is then the whole.
    """
    spot = _without_number_word(scan, spot)
    tokens = scan.layout.rows[spot.row].tokens[spot.start : spot.end]
    length = len(tokens) if _is_grouped(scan, spot) else _length(scan, spot, tokens)
    if (
        _numbers_box(scan, spot)
        or _is_partys(scan, spot)
        or not length
        or not any(c.isdigit() for t in tokens[:length] for c in t.text)
    ):
        return None
    return _with_next_line(scan, scan.layout.spot(spot.row, spot.start, spot.start + length))


def _numbers_box(scan: Scan, spot: Spot) -> bool:
    """Whether the text is the label of another box of a form, with the box's number: "3. Invoice date"."""
    cell = cell_of(scan, spot)
    after = cell.tokens[spot.start - cell.start + 1 :]
    return bool(BOXED.fullmatch(spot.text.split()[0])) and bool(after) and after[0].text[0].isalpha()


def _is_partys(scan: Scan, spot: Spot) -> bool:
    """Whether the text begins with the label of a party's own number: "ABN 51 004 917 326"."""
    return any(o.meanings & PARTYS and o.spot.start == spot.start for o in scan.labels_in.get(spot.row, []))


def is_anothers(code: str) -> bool:
    """Whether this may be a postcode, or its letters are a label for another number: "CH-8001", "PO-118/22"."""
    if POSTCODE.fullmatch(code):
        return True
    known = labels().get(fold(re.split(r"[\W\d]", code, maxsplit=1)[0]))
    return known is not None and bool(known.meanings & ORDERS) and "number" not in known.meanings


def is_cut(text: str) -> bool:
    """Whether the number must go on somewhere: ``INV-2026-``."""
    return text.rstrip(" .,:;").endswith(WRAPS)


def clean(text: str) -> str:
    """The number as one writes it: no spaces around its hyphens and slashes."""
    text = GLUED.sub("", text, count=1) if GLUED.match(text) else text
    return re.sub(r"\s*([/-])\s*", r"\1", text).strip(" .,:;()#*")


_SMALL_L = re.compile(r"l")


def mend_capitals(code: str) -> str:
    """The code with each l among capitals and digits as what an OCR saw it for: I beside a letter, else 1.

    >>> mend_capitals("Sl/2026/3402"), mend_capitals("INV-l023"), mend_capitals("bill-17"), mend_capitals("l7")
    ('SI/2026/3402', 'INV-1023', 'bill-17', 'l7')
    """
    others = [char for char in code if char.isalpha() and char != "l"]
    if "l" not in code or not others or not all(map(str.isupper, others)):
        return code
    return _SMALL_L.sub(lambda found: _upright(code, found.start()), code)


def _upright(code: str, at: int) -> str:
    return "I" if any(char.isalpha() for char in code[max(at - 1, 0) : at + 2] if char != "l") else "1"


def is_prefix(text: str) -> bool:
    """Whether these may be the letters of a series."""
    return text.isalpha() and text.isupper() and len(text) <= PREFIX


def is_number(scan: Scan, value: Value[date]) -> bool:
    """Whether what reads as a date is a running number of a month: "Faktura FV 14/06/2025", "Faktura nr 3/11/2024"."""
    if UNBROKEN.fullmatch(value.text) and len(scan.dates) > 1:
        return _is_named(scan, value.spot)
    cell = cell_of(scan, value.spot)
    before = cell.tokens[: value.spot.start - cell.start]
    if not before or not DATED.fullmatch(value.text):
        return False
    last = before[-1].text
    naming = TITLES | {"number"}
    labelled = {
        i for label in scan.labels_in.get(value.spot.row, []) if naming & label.meanings for i in _of(label.spot)
    }
    if is_prefix(last):
        return value.spot.start - 2 in labelled
    return fold(last) in AFTER_TITLE and value.spot.start - 1 in labelled and len(scan.dates) > 1


def _is_named(scan: Scan, spot: Spot) -> bool:
    """Whether the label of a number ends right before the text in its row."""
    row = scan.layout.rows[spot.row]
    before = (label for label in scan.labels_in.get(spot.row, []) if label.spot.end <= spot.start)
    return any(
        label.meanings & (TITLES | {"number"})
        and not any(char.isalnum() for token in row.tokens[label.spot.end : spot.start] for char in token.text)
        for label in before
    )


def _of(spot: Spot) -> range:
    return range(spot.start, spot.end)


def _without_number_word(scan: Scan, spot: Spot) -> Spot:
    tokens = scan.layout.rows[spot.row].tokens
    start = spot.start
    while start + 1 < spot.end and (fold(tokens[start].text) in AFTER_TITLE | {""} or in_brackets(tokens[start].text)):
        start += 1
    return scan.layout.spot(spot.row, start, spot.end)


def _is_grouped(scan: Scan, spot: Spot) -> bool:
    """Whether the rest of the cell is one number in groups: "9104 2208 7741 08"."""
    cell = cell_of(scan, spot)
    whole = spot.end == cell.start + len(cell.tokens)
    digits = sum(map(str.isdigit, spot.text))
    money = any(
        decimals_of(a.value) for a in scan.amounts_in.get(spot.row, []) if spot.start <= a.spot.start < spot.end
    )
    letters = spot.text.split()[0]
    series = letters.isalpha() and (len(letters) == 1 or not currency_readings(letters))
    return whole and digits >= (LETTERED if series else FEWEST) and not money and bool(GROUPED.fullmatch(spot.text))


def _length(scan: Scan, spot: Spot, tokens: tuple[Token, ...]) -> int:
    """How many of the tokens belong to the code."""
    taken = _taken(scan, spot.row)
    length = 0
    for i, token in enumerate(tokens[:4]):
        text = token.text.strip(".,:;()")
        if spot.start + i in taken or not _fits(tokens, i, text):
            break
        gap = i and token.box.left - tokens[i - 1].box.right > 0.8 * token.box.height
        numbered = length and any(map(str.isdigit, tokens[length - 1].text))
        if gap or (numbered and not text[0].isdigit() and text not in SIGNS):
            break
        length = i + 1
        if sum(map(str.isdigit, text)) >= 3 and i + 1 < len(tokens) and tokens[i + 1].text[0] not in "-/":
            break
    while length and not any(map(str.isdigit, tokens[length - 1].text)):
        length -= 1
    return length


def _fits(tokens: tuple[Token, ...], i: int, text: str) -> bool:
    if text in SIGNS:
        return 0 < i < len(tokens) - 1
    if tokens[i].text.endswith(":"):
        return False
    return bool(CODE.match(GLUED.sub("", text.strip("*"), count=1))) and (not text.isalpha() or is_prefix(text))


def _taken(scan: Scan, row: int) -> set[int]:
    """The tokens of dates, and of amounts with a space in their thousands and cents: "2 151,60" holds no number 2."""
    amounts = [a for a in scan.amounts_in.get(row, []) if decimals_of(a.value) and a.spot.end - a.spot.start > 1]
    dates = [d for d in scan.dates_in.get(row, []) if not is_number(scan, d)]
    return {i for spot in (*(a.spot for a in amounts), *(d.spot for d in dates)) for i in _of(spot)}


def _with_next_line(scan: Scan, code: Spot) -> Spot:
    """The code with what stands under it, where it ends its cell in a hyphen."""
    cell = cell_of(scan, code)
    if not is_cut(code.text) or code.end != cell.start + len(cell.tokens):
        return code
    rows = [row for row in scan.layout.rows[code.row + 1 : code.row + 4] if row.page == code.page]
    under = (below for row in rows for below in row.cells if _goes_on(scan, code, below))
    more = next(under, None)
    if more is None:
        return code
    token = more.tokens[0]
    box = union((code.box, token.box))
    return replace(code, box=box, text=code.text + token.text, confidence=min(code.confidence, token.confidence))


def _goes_on(scan: Scan, code: Spot, cell: Cell) -> bool:
    """Whether a cell is one token of digits right under the code, flush with it."""
    height = code.box.height
    text = cell.tokens[0].text
    near = -0.3 * height < cell.box.top - code.box.bottom < CLOSE * height
    flush = min(abs(cell.box.left - code.box.left), abs(cell.box.right - code.box.right)) < height
    plain = len(cell.tokens) == 1 and any(map(str.isdigit, text)) and bool(CODE.match(text))
    return near and flush and plain and not any(d.spot.start == cell.start for d in scan.dates_in.get(cell.row, []))


def in_brackets(text: str) -> bool:
    """A remark such as the code of the document's type: ``(380)``."""
    return text.startswith("(") and text.endswith(")")
