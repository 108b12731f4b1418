"""What the codes on a page state, against what was chosen: they are as good as print, and print may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from invoice_ocr.fields.chosen import Chosen, written
from invoice_ocr.fields.claims.stated import Stated
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.model.reading import Claim
from invoice_ocr.model.report import Evidence, Leftover

SOURCE = "code"
RAW = "code"
"""The path of a claim that is a code's whole text."""

CODED = 0.97
"""How sure a value is that only a code gives: codes have checksums, their makers have mistakes."""

TEXTS = re.compile(r"(?:seller|buyer|payee)\.(?:name|address\..*)|payment\.reference")
"""What is written in other ways in a code: another script, an abbreviation, the name of the firm's bank account."""

PREFIX, SUFFIX = re.compile("[a-z]{0,3}"), re.compile(r"(?<=\d)(?:mwst|tva|iva|mva)$")
"""What a tax number is printed with or without: its country's letters, the name of the tax."""

SIBLINGS = {"vat_id": "tax_id", "tax_id": "vat_id"}


def values_of(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that state values; what a code repeats, or another one after it, is no second witness."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for claim in claims:
        if claim.source == SOURCE:
            if claim.path == RAW or (claim.path, claim.text) in seen:
                continue
            seen.add((claim.path, claim.text))
        kept.append(claim)
    return kept


def keep_codes(chosen: Chosen, claims: Iterable[Claim]) -> None:
    """Each code's whole text as a leftover, with the first of its places."""
    whole = {claim.text: claim for claim in reversed([*claims]) if claim.source == SOURCE and claim.path == RAW}
    for claim in reversed(whole.values()):
        chosen.leftovers.append(Leftover(path=RAW, value=claim.text, evidence=_evidence(claim)))


def weigh_code(chosen: Chosen, each: Stated) -> None:
    """Confirm, contradict, settle or add to what was chosen; a text that means several values says nothing."""
    if len(each.readings) > 1 or (each.path.startswith("payee.") and _is_seller(chosen, each)):
        return
    path = _known_as(chosen, each.path)
    own, value = chosen.values.get(path), each.readings[0]
    known = chosen.evidence.get(path)
    if own is not None and same(path, own, value):
        chosen.confirm(path)
    elif own is not None and TEXTS.fullmatch(path):
        chosen.leftovers.append(Leftover(path=path, value=written(value), evidence=_evidence(each.claim)))
    elif own is not None or (known is not None and known.readings and written(value) not in known.readings):
        chosen.contradict(path, value)
    else:
        chosen.values[path] = value
        chosen.evidence[path] = _evidence(each.claim)


def _known_as(chosen: Chosen, path: str) -> str:
    """The path under which the page's words gave a tax number, or the amount due, whatever they call it."""
    if path == "amount_due":
        total, due, paid = (chosen.values.get(name) for name in ("total", "amount_due", "amount_paid"))
        return "total" if total is not None and paid is None and due in {None, total} else path
    party, _, name = path.rpartition(".")
    sibling = f"{party}.{SIBLINGS[name]}" if name in SIBLINGS else path
    return sibling if path not in chosen.values and sibling in chosen.values else path


def _is_seller(chosen: Chosen, each: Stated) -> bool:
    """Whether the payee is the seller: a payee of its own is named only where it is another."""
    name = chosen.values.get("payee.name") if each.path != "payee.name" else each.readings[0]
    seller = chosen.values.get("seller.name")
    return name is None or (seller is not None and same("payee.name", seller, name))


def same(path: str, own: Any, value: Any) -> bool:
    """Whether both are the same but for how people write them."""
    if own == value or not isinstance(own, str):
        return bool(own == value)
    mine, theirs = fold(own), fold(str(value))
    if path.endswith(("vat_id", "tax_id")):
        shorter, longer = sorted((SUFFIX.sub("", mine), SUFFIX.sub("", theirs)), key=len)
        return bool(PREFIX.fullmatch(longer.removesuffix(shorter)))
    if path == "number":
        return _without_zeros(own) == _without_zeros(str(value))
    return mine == theirs or (bool(TEXTS.fullmatch(path)) and (mine in theirs or theirs in mine))


def _without_zeros(text: str) -> list[str]:
    """The parts of a number, whatever separates them, each without leading zeros."""
    return [part.lstrip("0") or "0" for part in re.findall(r"\d+|[a-z]+", text.casefold())]


def _evidence(claim: Claim) -> Evidence:
    return Evidence(
        page=claim.page,
        box=tuple(claim.box) if claim.box else None,
        text=claim.text,
        confidence=CODED,
        source=SOURCE,
    )
