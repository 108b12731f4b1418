"""What is stated against what was chosen from the words: agreement makes surer, contradiction is kept and marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from invoice_ocr.fields.chosen import Chosen, written
from invoice_ocr.fields.claims.coded import SOURCE, weigh_code
from invoice_ocr.fields.claims.stated import UNPRINTED, Stated
from invoice_ocr.fields.items.choice import Lines
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.entered import PROVEN
from invoice_ocr.fields.sums.sure import total_confidence
from invoice_ocr.model.report import Leftover

SEEN, UNSEEN, ORIGINAL = 0.85, 0.4, 0.99
"""How sure a value is that only a statement gives: printed somewhere, printed nowhere, and from the original itself."""

SAME_TEXT = 0.85

PARTY = re.compile(r"(?:seller|buyer|payee|ship_to)\.(?:name|address\.text)")
"""Texts in whose choice a statement that is printed knows better than the rules for letterheads."""

ADDRESS = ".address."

AMOUNT = re.compile(r"lines\[\d+\]\.amount")


def weigh_claims(chosen: Chosen, stated: Iterable[Stated]) -> None:
    """Confirm, contradict or add to what was chosen; lists that were read from the words stay as they are."""
    claims = list(stated)
    for group in {_group(each.path) for each in claims if each.decides} - {""}:
        _drop_group(chosen, group)
    listed = {_group(path) for path in chosen.values} - {""}
    for each in claims:
        if each.decides:
            _decide(chosen, each)
        elif PARTY.fullmatch(each.path) and each.spot is not None and each.claim.source != SOURCE:
            _prefer(chosen, each)
        elif _group(each.path) in listed:
            continue
        elif each.claim.source == SOURCE:
            weigh_code(chosen, each)
        else:
            _weigh(chosen, each)


def contradict_sums(chosen: Chosen, words: Totals) -> None:
    """Mark the sums that are others than the words alone would have them, where those are clear."""
    sure = words.total is not None and total_confidence(words) >= PROVEN
    for path, own in (("total", words.total), ("subtotal", words.subtotal), ("tax_total", words.tax)):
        differs = own is not None and path in chosen.values and chosen.values[path] != own.number
        if differs and own is not None and sure and own.labelled:
            chosen.contradict(path, own.number)


def contradict_lines(chosen: Chosen, words: Lines, totals: Totals) -> None:
    """Mark line items whose amounts are others than the words alone would have them, unless the sums prove them."""
    amounts = {path: value for path, value in chosen.values.items() if AMOUNT.fullmatch(path)}
    own = [value.value for value in words.amounts]
    if own and amounts and "lines" not in totals.proofs and sorted(own) != sorted(amounts.values()):
        chosen.contradict(next(iter(amounts)), " + ".join(map(written, own)))


def _group(path: str) -> str:
    """The list or address that a path is a part of, whose entries belong together; empty for other paths."""
    if "[" in path:
        return path.partition("[")[0]
    return path.partition(ADDRESS)[0] + ADDRESS if ADDRESS in path else ""


def _drop_group(chosen: Chosen, group: str) -> None:
    for path in [path for path in chosen.values if _group(path) == group]:
        chosen.drop(path)


def _decide(chosen: Chosen, each: Stated) -> None:
    """The original's value, and what is printed instead where it differs."""
    printed = chosen.values.get(each.path)
    chosen.put_stated(each.path, each.readings[0], each.claim, None, ORIGINAL)
    if printed is not None and not _same(printed, each.readings) and not _vague(chosen, each, printed):
        chosen.contradict(each.path, printed)


def _vague(chosen: Chosen, each: Stated, printed: Any) -> bool:
    """Whether the print only says less: an invoice of any kind is one, a sign may lack, and a number's second half."""
    if each.path == "document_type":
        return bool(printed == "invoice")
    if each.path == "amount_paid":
        return any(abs(printed) == abs(reading) for reading in each.readings)
    return isinstance(printed, str) and _begins(chosen, each, fold(printed))


def _begins(chosen: Chosen, each: Stated, printed: str) -> bool:
    """Whether what was read is the beginning of what is stated, at the very place where all of that is printed."""
    place, seen = chosen.places.get(each.path), chosen.evidence.get(each.path)
    if each.spot is None or place is None or seen is None or not printed:
        return False
    inside = (
        each.spot.box.left <= place.x <= each.spot.box.right and each.spot.box.top <= place.y <= each.spot.box.bottom
    )
    return inside and fold(str(each.readings[0])).startswith(printed)


def _prefer(chosen: Chosen, each: Stated) -> None:
    """The stated text, which is printed; the one that was chosen from the words is left over where it is another."""
    own = chosen.values.get(each.path)
    if own is not None and _same(own, each.readings):
        chosen.confirm(each.path)
        return
    known = chosen.evidence.get(each.path)
    if own is not None and known is not None:
        chosen.leftovers.append(Leftover(path=each.path, value=written(own), evidence=known))
    if _group(each.path):
        _drop_group(chosen, _group(each.path))
    chosen.put_stated(each.path, each.readings[0], each.claim, each.spot, SEEN)


def _weigh(chosen: Chosen, each: Stated) -> None:
    own = chosen.values.get(each.path)
    if own is not None and _same(own, each.readings):
        chosen.confirm(each.path)
    elif own is not None:
        chosen.contradict(each.path, each.readings[0])
    elif each.path in chosen.evidence or len(each.readings) > 1:
        return  # the words admit several values, and a copy of them can't tell which
    elif each.path.rpartition(".")[2] in UNPRINTED:
        chosen.values[each.path] = each.readings[0]
    else:
        chosen.put_stated(each.path, each.readings[0], each.claim, each.spot, SEEN if each.spot else UNSEEN)


def _same(own: Any, readings: tuple[Any, ...]) -> bool:
    """Whether a statement can mean the same: the very value, or a text that differs by what people leave out."""
    if own in readings or not isinstance(own, str):
        return own in readings
    mine, theirs = fold(own), fold(str(readings[0]))
    if any(c.isdigit() for c in mine + theirs):
        return mine == theirs
    return mine in theirs or theirs in mine or SequenceMatcher(None, mine, theirs).ratio() >= SAME_TEXT
