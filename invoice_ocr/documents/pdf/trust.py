"""Whether the text of a page is what a person sees on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from invoice_ocr.documents.pdf.charmap import broken_map, is_icon
from invoice_ocr.documents.pdf.outside import count_letters
from invoice_ocr.documents.pdf.overlay import uncovered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.documents.pdf.ink import Ink
    from invoice_ocr.documents.pdf.words import Found
    from invoice_ocr.model.reading import Word

_MOST_HIDDEN = 0.2  # of the words: form letters carry some invisible ones for sorting machines
_FEW_HIDDEN = 3
_LETTERS_OUTSIDE = 40  # a logo has fewer


class Verdict(NamedTuple):
    """The words that a person sees, and why the layer should not be trusted; empty where it should."""

    words: tuple[Word, ...]
    suspect: str


def judge(found: Sequence[Found], ink: Ink, turned: float) -> Verdict:
    """Leave out what nobody sees; ``turned`` is the share of the page's characters that are not level.

    Invisible words are left out, unless they are most of the page and lie on a picture: then they are what a scanner
    made of it, and stay, as suspect.
    """
    seen, hidden = _by_ink(found, ink)
    if _is_scan(found, hidden, ink):
        return Verdict(
            tuple(item.word for item in found), "its text lies under a picture or was added by a scanner's OCR"
        )
    kept, overlaid = uncovered([item for item in seen if not is_icon(item.word.text)], ink)
    reason = (
        _unsound(kept, hidden, overlaid, turned)
        or _elsewhere(ink, any_words=bool(kept))
        or ("" if kept or not _has_ink(ink) else "it carries no text")
    )
    return Verdict(tuple(item.word for item in kept), reason)


def _by_ink(found: Sequence[Found], ink: Ink) -> tuple[list[Found], list[Found]]:
    seen: list[Found] = []
    hidden: list[Found] = []
    for item in found:
        (seen if ink.is_drawn(item.word.box) else hidden).append(item)
    return seen, hidden


def _is_scan(found: Sequence[Found], hidden: Sequence[Found], ink: Ink) -> bool:
    over_ink = sum(ink.is_on_picture(item.word.box) for item in hidden)
    return over_ink >= _FEW_HIDDEN and over_ink > _MOST_HIDDEN * len(found)


def _unsound(kept: Sequence[Found], hidden: Sequence[Found], overlaid: Sequence[str], turned: float) -> str:
    if len(hidden) >= _FEW_HIDDEN and len(hidden) > _MOST_HIDDEN * (len(hidden) + len(kept)):
        return f"{len(hidden)} of its {len(hidden) + len(kept)} words are invisible"
    if turned > 1 / 2:
        return "most of its text is turned"
    if overlaid:
        return f"numbers are printed over each other: {', '.join(overlaid[:4])}"
    return broken_map([item.word.text for item in kept])


def _elsewhere(ink: Ink, *, any_words: bool) -> str:
    letters = count_letters(ink.bare)
    if letters < _LETTERS_OUTSIDE:
        return ""
    return f"{'a part' if any_words else 'all'} of what it shows is in pictures or outlines (some {letters} letters)"


def _has_ink(ink: Ink) -> bool:
    return bool(ink.bare.min() < ink.bare.max())
