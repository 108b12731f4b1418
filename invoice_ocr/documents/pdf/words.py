"""Puts characters together to words, and words to runs of text.

The order of the file joins what was drawn together, so that a text drawn over another one stays apart from it; geometry
then joins what belongs together but was drawn in pieces.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional, category

from invoice_ocr.documents.pdf.glyphs import Glyph, Pen, is_unseen, spelled
from invoice_ocr.documents.pdf.piece import Piece
from invoice_ocr.documents.pdf.spacing import closed_up, is_small_capital
from invoice_ocr.model.geometry import Box
from invoice_ocr.model.reading import Word
from invoice_ocr.values.folding import runs_leftwards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# All in parts of the font size.
_JOIN = 0.17  # the widest gap inside a word; the narrowest blank of a typeset line is 0.2
_OVERLAP = 0.35  # how far kerning pulls a character back over its neighbour
_JOIN_OBJECTS = 0.07  # the same between text objects, which touch when they continue each other, ...
_OVERLAP_OBJECTS = 0.15  # ... and overlap no more than a pair of letters does
_NO_WIDTH = 0.01
_HALF_MARKS = "\u0e33\u0eb3"  # the vowel am of Thai and Lao: a ring over the letter before, and a letter after it
_FIRST_MARK = "\u0300"
_MARK = 1.2  # the same for marks over a letter
_SAME_PLACE = 0.15  # bold faked by drawing twice shifts by less
_SAME_LINE = 0.12
_SAME_SIZE = 0.25
_RUN = 1.5  # the widest gap inside a run of text


class Found(NamedTuple):
    """A word with the text objects that it was drawn by."""

    word: Word
    pens: tuple[Pen, ...]

    @property
    def order(self) -> int:
        """Grows with the order in which words were drawn."""
        return self.pens[0].order


def words_of(glyphs: Iterable[Glyph]) -> tuple[Found, ...]:
    """Words in reading order: line by line from the top, each from the left."""
    lines = [_joined(line) for line in _lines(_pieces(glyphs))]
    runs = [run for line in lines for run in _runs(line)]
    return tuple(_word(piece, number) for number, run in enumerate(runs) for piece in run)


def _pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    pieces: list[Piece] = []
    blank = False
    glyphs = (glyph for glyph in glyphs if glyph.text.isalnum() or not is_unseen(glyph))
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = blank or not (pieces and _only_spaces_out(pieces[-1], glyph))
            continue
        last = pieces[-1] if pieces else None
        leftward = blank and last is not None and _leads_left(last, glyph)
        if blank and last:
            last.shut, last.open_left = last.shut or not leftward, last.open_left and not leftward
        if last and glyph.left - last.glyphs[-1].left <= _SAME_PLACE * glyph.pen.em:
            if not blank and _is_ligature(last.glyphs[-1], glyph):
                last.append(glyph)
                continue
            if _is_again(last.glyphs[-1], glyph):
                continue
        if last and not blank and _continues(last, glyph):
            last.append(glyph)
        else:
            pieces.append(Piece([glyph], shut=leftward, open_left=not blank or leftward))
        blank = False
    if blank and pieces:
        pieces[-1].shut = True
    return pieces


def _only_spaces_out(last: Piece, blank: Glyph) -> bool:
    """Whether a blank without width stands off a letter, as in spaced-out words: distances tell where those end."""
    return blank.right - blank.left < _NO_WIDTH * blank.em and blank.left - last.right > _JOIN * blank.em


def _leads_left(last: Piece, glyph: Glyph) -> bool:
    """Whether the text goes on at the left, as Arabic and Hebrew do in the file's order: the blank lies between."""
    return runs_leftwards(last.text + glyph.text) and glyph.right <= last.left


def _is_ligature(last: Glyph, glyph: Glyph) -> bool:
    """One shape that stands for several characters gives each of them the same place."""
    return glyph.left == last.left and glyph.pen is last.pen and glyph[1:] == last[1:]


def _is_mark(glyph: Glyph) -> bool:
    """Whether the character stands over or under another, as Thai vowels do: it starts no word."""
    first = glyph.text[0]
    return first >= _FIRST_MARK and (category(first) == "Mn" or first in _HALF_MARKS)


def _is_again(last: Glyph, glyph: Glyph) -> bool:
    if last.text != glyph.text:
        return False
    near = _SAME_PLACE * glyph.pen.em
    return abs(last.left - glyph.left) < near and abs(last.baseline - glyph.baseline) < near


def _continues(piece: Piece, glyph: Glyph) -> bool:
    last, size = piece.glyphs[-1], glyph.pen.em
    em = max(piece.em, size)
    overlap, join = (_OVERLAP, _JOIN) if glyph.pen is last.pen else (_OVERLAP_OBJECTS, _JOIN_OBJECTS)
    gap = glyph.left - piece.right
    return (
        gap <= join * em
        and (gap >= -overlap * em or (gap >= -_MARK * em and _is_mark(glyph)))
        and abs(glyph.baseline - last.baseline) <= _SAME_LINE * em
        and (abs(size - last.em) <= _SAME_SIZE * em or is_small_capital(last, glyph))
    )


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        if lines and piece.baseline - lines[-1][0].baseline <= _SAME_LINE * min(piece.em, lines[-1][0].em):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.left) for line in lines]


def _joined(line: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in line:
        if any(_is_copy(other, piece) for other in joined[-3:]):
            continue
        last = joined[-1] if joined else None
        if last and not last.shut and piece.open_left and _continues(last, piece.glyphs[0]):
            last.add(piece.glyphs)
            last.shut = piece.shut
        else:
            joined.append(piece)
    return list(closed_up(joined))


def _is_copy(one: Piece, other: Piece) -> bool:
    return _is_again(one.glyphs[0], other.glyphs[0]) and one.text == other.text


def _runs(line: Sequence[Piece]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in line:
        if run and piece.left - run[-1].right > _RUN * max(piece.em, run[-1].em):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _word(piece: Piece, line: int) -> Found:
    glyphs = piece.glyphs
    top, bottom = min([glyph.top for glyph in glyphs]), max([glyph.bottom for glyph in glyphs])
    box = Box(round(piece.left, 2), round(top, 2), round(piece.right, 2), round(bottom, 2))
    pens = {id(glyph.pen): glyph.pen for glyph in glyphs}
    return Found(Word(_logical(spelled(piece.text)), box, 1.0, line), tuple(pens.values()))


def _logical(text: str) -> str:
    """What stands on the paper from left to right, in the order in which it is read.

    >>> _logical("ךס"), _logical(":םוי"), _logical("7-VNI")
    ('סך', 'יום:', '7-VNI')
    """
    if not runs_leftwards(text):
        return text
    runs = ("".join(run) for _, run in groupby(text, key=_keeps_order))
    return "".join(run if _keeps_order(run[0]) else run[::-1] for run in reversed(list(runs)))


def _keeps_order(char: str) -> bool:
    """Whether it is a Latin letter or a digit, which run to the right in every text."""
    return bidirectional(char) in {"L", "EN", "AN"}
