"""Whether the text of a page is what a person sees on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from invoice_ocr.documents.pdf.charmap import broken_map, is_icon
from invoice_ocr.documents.pdf.outside import count_letters
from invoice_ocr.documents.pdf.overlay import Overlay, untangle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.documents.pdf.ink import Ink
    from invoice_ocr.documents.pdf.words import Found
    from invoice_ocr.model.reading import Word

_MOST_HIDDEN = 0.2  # of the words: form letters carry some invisible ones for sorting machines
_FEW_HIDDEN = 3
_LETTERS_OUTSIDE = 40  # a logo has fewer


class Verdict(NamedTuple):
    """The words that a person sees, and why the layer should not be trusted; empty where it should.

    ``covered`` are text objects that others were pasted over: without them the page reads better, because of two equal
    characters in one place pdfium gives only the lower.
    """

    words: tuple[Word, ...]
    suspect: str
    covered: tuple[object, ...] = ()


def judge(found: Sequence[Found], ink: Ink, turned: float) -> Verdict:
    """Leave out what nobody sees; ``turned`` is the share of the page's characters that are not level.

    Invisible words are left out, unless they are many and lie on a picture: then they are what a scanner made of it,
    and stay, as suspect.
    """
    seen = [item for item in found if ink.is_drawn(item.word.box)]
    if _is_scan(found, seen, ink):
        return Verdict(
            tuple(item.word for item in found), "its text lies under a picture or was added by a scanner's OCR"
        )
    overlay = untangle([item for item in seen if not is_icon(item.word.text)], ink)
    words = tuple(item.word for item in overlay.kept)
    reason = (
        _invisible(len(found) - len(seen), len(found))
        or ("most of its text is turned" if turned > 1 / 2 else "")
        or _tangled(overlay)
        or broken_map([word.text for word in words])
        or _elsewhere(ink, any_words=bool(words))
    )
    return Verdict(words, reason, () if overlay.torn else tuple(overlay.covered))


def _is_scan(found: Sequence[Found], seen: Sequence[Found], ink: Ink) -> bool:
    known = {id(item) for item in seen}
    on_picture = sum(ink.is_on_picture(item.word.box) for item in found if id(item) not in known)
    return on_picture >= _FEW_HIDDEN and on_picture > _MOST_HIDDEN * len(found)


def _invisible(hidden: int, total: int) -> str:
    many = hidden >= _FEW_HIDDEN and hidden > _MOST_HIDDEN * total
    return f"{hidden} of its {total} words are invisible" if many else ""


def _tangled(overlay: Overlay) -> str:
    if overlay.torn:
        return "something was pasted over a part of its text"
    return f"numbers are printed over each other: {', '.join(overlay.crossing[:4])}" if overlay.crossing else ""


def _elsewhere(ink: Ink, *, any_words: bool) -> str:
    letters = count_letters(ink.bare)
    if letters >= _LETTERS_OUTSIDE:
        part = "a part" if any_words else "all"
        return f"{part} of what it shows is in pictures or outlines (some {letters} letters)"
    return "" if any_words or ink.bare.min() == ink.bare.max() else "it carries no text"
