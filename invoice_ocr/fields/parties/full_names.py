"""The whole name of a firm whose page is headed by a part of it: a logo, a brand, the name without its legal form."""

from __future__ import annotations

from collections.abc import Callable

from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.fields.parties.letterhead import LABEL
from invoice_ocr.fields.parties.name_words import is_bare_form, named_as_firm

SHORTEST = 4
"""Fewer letters are found in many names."""

FAR_WORSE = 6.0
"""A line that scores so much less is no name, whatever words it has."""

Scored = tuple[float, Spot, str]


def full_name(
    names: list[Scored], chosen: tuple[Spot, str], kind: str, *, above: bool, placed: Callable[[Spot], bool]
) -> tuple[Spot, str]:
    """The firm's name on another line that has the chosen one's words and a legal form, or the chosen one.

    Without a legal form, the longer name must begin with the chosen one and be ``placed`` over an address.
    Receipts are headed by a brand, and people know the shop by it. A name that stands ``above`` its address is whole,
    but for the end of its legal form.
    """
    text = chosen[1]
    if kind == "receipt" or (above and not named_as_firm(text)):
        return chosen
    fits = _goes_on if named_as_firm(text) else _is_whole
    whole = (c for c in names if c[0] > names[0][0] - FAR_WORSE and fits(c[2], text))
    longer = next(((other, name) for _, other, name in whole), None)
    if longer is not None or above:
        return longer or chosen
    begun = ((other, name) for score, other, name in names if score > 0 and _begins_with(name, text))
    return next((each for each in begun if placed(each[0])), chosen)


def _goes_on(name: str, part: str) -> bool:
    """Whether the name is the part and the rest of its legal form: ``Co. Ltd.`` after ``Co.``."""
    rest = name[len(part) :].strip(" .,") if name.startswith(part) else ""
    return bool(rest) and is_bare_form(rest) and fold(rest) not in fold(part)


def _begins_with(name: str, part: str) -> bool:
    """Whether up to three more words follow the part in the name, all of them plain."""
    more = len(name.split()) - len(part.split())
    plain = not any(map(str.isdigit, name)) and not LABEL.match(name) and "," not in name
    return 0 < more < 4 and plain and " " in part and fold(name).startswith(fold(part))


def _is_whole(name: str, part: str) -> bool:
    return named_as_firm(name) and not LABEL.match(name) and has_words(name, part)


def has_words(name: str, part: str) -> bool:
    """Whether the name has all the words of the part, one after the other."""
    words, wanted = [fold(word) for word in name.split()], [fold(word) for word in part.split()]
    wanted = [word for word in wanted if word]
    if sum(map(len, wanted)) < SHORTEST:
        return False
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words)))
