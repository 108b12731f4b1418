"""Words become tokens, rows and cells: the page as a person's eye groups it.

A row is what stands on one line across the page; a cell is a run of tokens in a row without a wide gap. Boxes are in
the units of the page's frame, whose rows are level.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import itemgetter
from statistics import median

from invoice_ocr.model.geometry import Box, union
from invoice_ocr.model.reading import PageReading, Reading, Word

PERCENT_GAP = 6.0
"""A percent sign belongs to the number before it, be it so many heights away."""

CELL_GAP = {"ocr": 1.15, "textlayer": 0.75}
"""A gap wider than this many text heights separates two cells; thermal printers space their words widely."""

SPACED_LETTERS = 4
"""So many capitals at even distances are a word that was typed with blanks between its letters."""

MOST_UNIT = 3
"""A dot between so few letters may part the factors of a unit, or be a decimal mark: ``12·50``."""

_COLON = re.compile(r"^([^\W\d_][^:：=]*[^\W\d_)\].#][:：=]|[^\W\d_][^:：=]*[.#)][:：=]|#:)(?=[^\s/:：=])(.+)$")
_GLUED = re.compile(
    r"^([^\W\d_][^$€£¥]+?)((?:RM|[$€£¥])-?\d[\d.,]*\d)$"  # Tota1RM12.50
    r"|^([^\W\d_][^\d$€£¥]+?)(-?\d[\d.,]*(?:[.,]\d\d|%))$"  # MVA-25%
    r"|^([^\W\d_][^\d$€£¥]{3,}?)(?<![-/])(\d[\d.,]*\d)$"  # TOTAL1250, but not INV-1250
)
_NUMBERED = re.compile(r"^([^\W\d_]{4,}(?:N[°º]|№))(\w*\d\S*)$", re.IGNORECASE)  # FACTUREN°F2026-077
_LED = re.compile(r"^(\S*\d)([^\W\d_]{4,}:)$")  # 0073011Date:
_DOTTED = re.compile(r"^([^\s·•]+|[·•])((?<![·•])[·•][A-ZÀ-Þ0-9].+|(?<=[·•])\S+)$")  # Réf.A·Échéance:


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a part of one where a label was glued to its value."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True)
class Cell:
    """Neighbouring tokens of a row; ``start`` is the index of the first in its row."""

    row: int
    start: int
    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The tokens with one space between them."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def box(self) -> Box:
        """The box around the tokens."""
        return union(token.box for token in self.tokens)


@dataclass(frozen=True)
class Row:
    """Everything on one line of a page; ``index`` counts through the whole document."""

    index: int
    page: int
    source: str
    cells: tuple[Cell, ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of all cells, left to right."""
        return tuple(token for cell in self.cells for token in cell.tokens)

    @cached_property
    def text(self) -> str:
        """The row's cells with one space between them."""
        return " ".join(cell.text for cell in self.cells)

    @cached_property
    def box(self) -> Box:
        """The box around the row."""
        return union(token.box for token in self.tokens)

    @cached_property
    def height(self) -> float:
        """The median height of the row's tokens."""
        return median(token.box.height for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of tokens ``start`` to ``end`` (exclusive) in row ``row``."""

    row: int
    start: int
    end: int
    page: int
    box: Box
    text: str
    confidence: float


@dataclass(frozen=True)
class Layout:
    """All rows of a document, page after page, top to bottom; ``sizes`` are the frames' widths and heights."""

    rows: tuple[Row, ...]
    sizes: tuple[tuple[float, float], ...]
    sources: tuple[str, ...]

    @cached_property
    def text_height(self) -> float:
        """The median height of the tokens, per document."""
        heights = [token.box.height for row in self.rows for token in row.tokens]
        return median(heights) if heights else 1.0

    def spot(self, row: int, start: int, end: int) -> Spot:
        """The run of tokens as one thing with its box, text and lowest confidence."""
        line = self.rows[row]
        tokens = line.tokens[start:end]
        text = " ".join([token.text for token in tokens])
        confidence = min([token.confidence for token in tokens])
        return Spot(row, start, end, line.page, union([token.box for token in tokens]), text, confidence)

    def page_rows(self, page: int) -> list[Row]:
        """The rows of one page."""
        return [row for row in self.rows if row.page == page]


def lay_out(reading: Reading, is_label: Callable[[str], bool]) -> Layout:
    """Group the words of all pages; ``is_label`` tells whether letters glued to a number are a label."""
    rows: list[Row] = []
    for number, page in enumerate(reading.pages):
        rows.extend(_page_rows(page, number, len(rows), is_label))
    sizes = tuple((page.frame.width, page.frame.height) for page in reading.pages)
    return Layout(tuple(rows), sizes, tuple(page.source for page in reading.pages))


def printed_rows(page: PageReading) -> list[Row]:
    """The rows of one page, its words as they are printed: nothing is cut at a label."""
    return list(_grouped([Token(word.text, word.box, word.confidence) for word in page.words], page, 0, 0))


def _page_rows(page: PageReading, number: int, first: int, is_label: Callable[[str], bool]) -> Iterator[Row]:
    return _grouped([token for word in page.words for token in _tokens(word, is_label)], page, number, first)


def _grouped(tokens: list[Token], page: PageReading, number: int, first: int) -> Iterator[Row]:
    for offset, group in enumerate(_rows(tokens)):
        index = first + offset
        yield Row(index, number, page.source, tuple(_cells(_closed_up(group), index, CELL_GAP.get(page.source, 1.0))))


def _tokens(word: Word, is_label: Callable[[str], bool]) -> Iterator[Token]:
    """The word itself, or its label and its value: ``Total:12.50``, ``Subtotal$150.90``."""
    parts = _glued_parts(word.text, is_label)
    if parts is None:
        yield Token(word.text, word.box, word.confidence)
        return
    head, tail = parts
    box = word.box
    cut = box.left + box.width * len(head) / len(word.text)
    yield Token(head, Box(box.left, box.top, cut, box.bottom), word.confidence)
    yield from _tokens(Word(tail, Box(cut, box.top, box.right, box.bottom), word.confidence), is_label)


def _glued_parts(text: str, is_label: Callable[[str], bool]) -> tuple[str, str] | None:
    if text.isalpha():
        return None
    colon = _COLON.match(text)
    if colon and not text.lower().startswith(("http", "www", "mailto")):
        return colon.group(1), colon.group(2)
    dotted = _DOTTED.match(text)
    if dotted and len([c for c in text if c.isalpha()]) > MOST_UNIT:
        return dotted.group(1), dotted.group(2)
    led = _LED.match(text)
    if led and is_label(led.group(2)):
        return led.group(1), led.group(2)
    glued = _NUMBERED.match(text) or _GLUED.match(text)
    head, tail = [part for part in glued.groups() if part is not None] if glued else ("", "")
    if head and is_label(head):
        return head, tail
    return None


def _rows(tokens: Iterable[Token]) -> list[list[Token]]:
    """Chain tokens from left to right by vertical overlap, so that a row may sag on curled paper."""
    rows: list[list[Token]] = []
    ordered = sorted(tokens, key=lambda t: t.box.left)
    band = max((t.box.height for t in ordered), default=1.0)
    bands: dict[int, dict[int, Box]] = defaultdict(dict)  # of the rows in each band, the box by which they go on
    for token in ordered:
        place = int(token.box.y // band)
        near = (
            (_misfit(end, token.box), k, row) for k in (place - 1, place, place + 1) for row, end in bands[k].items()
        )
        misfit, k, row = min(near, key=itemgetter(0), default=(inf, 0, 0))
        if misfit > 1:
            row = len(rows)
            rows.append([])
        else:
            del bands[k][row]
        rows[row].append(token)
        end = _end(rows[row])
        bands[int(end.y // band)][row] = end
    rows.sort(key=lambda row: sum(t.box.y for t in row) / len(row))
    return rows


def _end(row: list[Token]) -> Box:
    """The box by which a row goes on: its last, unless that is a low comma or dash, which says little about the row."""
    last = row[-1].box
    return row[-2].box if len(row) > 1 and last.height < 0.6 * row[-2].box.height else last


def _misfit(last: Box, box: Box) -> float:
    """How far the box is from a row's end, in units of the allowed offset; above 1 is another row."""
    low, high = sorted((last.bottom - last.top, box.bottom - box.top))
    allowed = 0.45 * low + 0.08 * high
    if box.left < last.right - allowed and box.left < last.left + 0.3 * min(last.width, box.width):
        return 9.0  # the same place on the line is taken
    return abs(last.y - box.y) / max(allowed, 1e-9)


def _closed_up(tokens: list[Token]) -> list[Token]:
    """The tokens of a row, ``R E C H N U N G`` as one."""
    if sum(len(token.text) == 1 for token in tokens) < SPACED_LETTERS:
        return tokens
    words: list[list[Token]] = []
    for token in tokens:
        if words and _goes_on(words[-1], token):
            words[-1].append(token)
        else:
            words.append([token])
    spaced = any(len(word) >= SPACED_LETTERS for word in words)
    parts = ([_one(word)] if spaced and len(word) > 1 else word for word in words)
    return [token for part in parts for token in part]


def _goes_on(word: list[Token], token: Token) -> bool:
    last, size = word[-1], min(word[0].box.height, token.box.height)
    if not (len(last.text) == len(token.text) == 1 and (last.text + token.text).isupper()):
        return False
    gap = token.box.left - last.box.right
    first = word[1].box.left - word[0].box.right if len(word) > 1 else gap
    return gap < size and abs(gap - first) < 0.4 * size


def _one(word: list[Token]) -> Token:
    text = "".join(token.text for token in word)
    return Token(text, union(token.box for token in word), min(token.confidence for token in word))


def _cells(tokens: list[Token], row: int, gap: float) -> Iterator[Cell]:
    start = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or _apart(tokens[i - 1], tokens[i], gap):
            yield Cell(row, start, tuple(tokens[start:i]))
            start = i


def _apart(left: Token, right: Token, gap: float) -> bool:
    if right.text == "%" and left.text[-1:].isdigit():
        return right.box.left - left.box.right > PERCENT_GAP * right.box.height  # the unit in a column of its own
    return right.box.left - left.box.right > gap * min(left.box.height, right.box.height)
