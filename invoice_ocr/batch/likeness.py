"""Whether what was read is what a person labelled.

Amounts are compared by value, dates by day, names and numbers by their letters and digits alone. Entries of lists are
paired first: line items by amount and description, others by at least half of what is labelled in them.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import BaseModel

from invoice_ocr.model.purchase import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Verdict = Literal["right", "wrong", "missing", "invented"]
SIMILAR = 0.6


class Judgement(NamedTuple):
    """What became of one labelled field; in lists the field is named as ``lines[].amount``."""

    field: str
    verdict: Verdict
    label: object = None
    given: object = None


def judge(label: BaseModel, given: BaseModel | None, prefix: str = "") -> Iterator[Judgement]:
    """A judgement on every field that the label sets."""
    for name in (field for field in type(label).model_fields if field in label.model_fields_set):
        wanted, got = getattr(label, name), getattr(given, name, None)
        if isinstance(wanted, BaseModel):
            yield from judge(wanted, got, f"{prefix}{name}.")
        elif isinstance(wanted, tuple):
            yield from _judge_list(prefix + name, wanted, got or ())
        else:
            yield from _judge_value(prefix + name, wanted, got)


def same(label: object, given: object) -> bool:
    """Whether two values say the same.

    >>> same("Café Zoë", "CAFE ZOE"), same("RE-12/3", "RE 123"), same("AB1", "AB2")
    (True, True, False)
    """
    if isinstance(label, str) and isinstance(given, str):
        return plain(label) == plain(given)
    return label == given


def plain(text: str) -> str:
    """Letters and digits only, without case and accents; the text itself where it has none."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if c.isalnum()) or text


def _judge_value(field: str, label: object, given: object) -> Iterator[Judgement]:
    if label is None:
        if given is not None:
            yield Judgement(field, "invented", label, given)
    elif given is None:
        yield Judgement(field, "missing", label)
    else:
        yield Judgement(field, "right" if same(label, given) else "wrong", label, given)


def _judge_list(field: str, labels: Sequence[Any], given: Sequence[Any]) -> Iterator[Judgement]:
    left = list(given)
    for label in labels:
        twin = next((each for each in left if _alike(label, each)), None)
        if twin is None:
            yield Judgement(field, "missing", label)
        else:
            left.remove(twin)
            yield Judgement(field, "right", label, twin)
        if isinstance(label, BaseModel):
            yield from judge(label, twin, f"{field}[].")
    for each in left:
        yield Judgement(field, "invented", None, each)


def _alike(label: object, given: object) -> bool:
    if isinstance(label, Line) and isinstance(given, Line):
        return (label.amount is None or label.amount == given.amount) and _similar(label.description, given.description)
    if isinstance(label, BaseModel) and isinstance(given, BaseModel):
        verdicts = [each.verdict for each in judge(label, given)]
        return verdicts.count("right") * 2 >= len(verdicts)
    return same(label, given)


def _similar(label: str | None, given: str | None) -> bool:
    if label is None:
        return True
    wanted, got = plain(label), plain(given or "")
    return wanted in got or SequenceMatcher(None, wanted, got, autojunk=False).ratio() >= SIMILAR
