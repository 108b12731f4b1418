"""Puts spaced-out words together, whose letters stand apart at even distances: ``I N V O I C E``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.documents.pdf.glyphs import Glyph
    from invoice_ocr.documents.pdf.piece import Piece

# All in parts of the font size.
_WIDEST = 0.6  # between the letters of a spaced-out heading
_BLANK = 0.17  # narrower than any blank: what stands so close belongs together
_LOOSE = 0.025  # wider than what rounding leaves between the letters of a word that is not spaced out
_KERNING = 0.12  # by how much a pair of letters is drawn closer than others, perhaps as close as unspaced ones
_SMALL_CAPITALS = 0.35  # by how much they are smaller than the capital before them

_LETTERS = 4
"""So many letters at even distances are no row of signs, such as the headings of narrow columns."""


def closed_up(line: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a line, with the letters of spaced-out words joined."""
    if sum(_is_loose(piece) for piece in line) < 2:
        yield from line
        return
    chains = list(_chains(line))
    pitches = [_widest_gap(chain) for chain in chains if _is_word(chain)]
    for chain in chains:
        if _is_word(chain) or any(_is_word_beside(chain, pitch) for pitch in pitches):
            chain[0].add(glyph for piece in chain[1:] for glyph in piece.glyphs)
            yield chain[0]
        else:
            yield from chain


def _chains(line: Sequence[Piece]) -> Iterator[list[Piece]]:
    chain: list[Piece] = []
    for piece in line:
        if chain and not _goes_on(chain, piece):
            yield chain
            chain = []
        chain.append(piece)
    if chain:
        yield chain


def _goes_on(chain: Sequence[Piece], piece: Piece) -> bool:
    last = chain[-1]
    before, after = last.glyphs[-1], piece.glyphs[0]
    gap = (piece.left - last.right) / max(before.em, after.em)
    if last.shut or not piece.open_left or not _LOOSE < gap <= _WIDEST or before.baseline != after.baseline:
        return False
    if before.em != after.em and not is_small_capital(before, after):
        return False
    loose = _is_loose(last) and _is_loose(piece)
    if gap < _BLANK and not loose:
        loose = sorted((len(last.glyphs), len(piece.glyphs))) == [1, 2]
    widths = [_widest_gap(chain), *(_widest_gap(each.glyphs) for each in (last, piece) if _is_loose(each))]
    even = all(abs(gap - width) <= _KERNING for width in widths if width)
    return loose and even and (gap < _BLANK or (last.text.isalpha() and (piece.text.strip(".,:") or "a").isalpha()))


def _is_loose(piece: Piece) -> bool:
    """One character, or several that a pair's kerning has drawn together and still stand apart."""
    return all(after.left - before.right > _LOOSE * piece.em for before, after in pairwise(piece.glyphs))


def _widest_gap(parts: Sequence[Piece | Glyph]) -> float:
    gaps = (after.left - before.right for before, after in pairwise(parts))
    return max(gaps, default=0.0) / max(part.em for part in parts)


def _is_word(chain: Sequence[Piece]) -> bool:
    gap = _widest_gap(chain)
    return len(chain) > 1 and (gap < _BLANK or sum(len(piece.glyphs) for piece in chain) >= _LETTERS)


def _is_word_beside(chain: Sequence[Piece], pitch: float) -> bool:
    """Whether a short word stands in a line in which others are spaced out alike."""
    return len(chain) > 1 and abs(_widest_gap(chain) - pitch) <= _KERNING / 2


def is_small_capital(before: Glyph, glyph: Glyph) -> bool:
    """Whether the two are letters of one word in small capitals, of which the first is larger, or go on with one."""
    large, small = (before, glyph) if before.em > glyph.em else (glyph, before)
    return (
        (large.text.isupper() or not large.text.isalnum())
        and small.text.isalpha()
        and small.em >= (1 - _SMALL_CAPITALS) * large.em
    )
