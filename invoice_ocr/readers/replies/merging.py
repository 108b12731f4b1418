"""Statements about several runs of pages become one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.model.reading import Claim

_ELEMENT = re.compile(r"(\w+)\[(\d+)\](.*)", re.DOTALL)
_LINES = "lines"
"""Items may well be equal; an equal element of any other list is the same one, printed on each page."""

Element: TypeAlias = tuple[tuple[str, str], ...]
"""What is said of one, whatever the order."""


def merged(parts: Iterable[tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """All claims in order: lists go on from part to part, and what is said again of a path is said once.

    A path may keep several claims, one for each different text.
    """
    claims: list[Claim] = []
    said: set[tuple[str, str]] = set()
    lists: dict[str, list[Element]] = defaultdict(list)
    for part in parts:
        places = _places(part, lists)
        for claim in part:
            path = _moved(claim.path, places)
            if path is not None and (path, claim.text) not in said:
                said.add((path, claim.text))
                claims.append(replace(claim, path=path))
    return tuple(claims)


def _places(part: tuple[Claim, ...], lists: dict[str, list[Element]]) -> dict[tuple[str, int], int | None]:
    """The new index of each element of a top list; None for one that is there already."""
    elements: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for claim in part:
        if found := _ELEMENT.fullmatch(claim.path):
            elements[found.group(1), int(found.group(2))].append((found.group(3), claim.text))
    places: dict[tuple[str, int], int | None] = {}
    earlier = {name: set(known) for name, known in lists.items()}
    for (name, index), members in elements.items():
        element = tuple(sorted(members))
        if name != _LINES and element in earlier.get(name, ()):
            places[name, index] = None
            continue
        places[name, index] = len(lists[name])
        lists[name].append(element)
    return places


def _moved(path: str, places: dict[tuple[str, int], int | None]) -> str | None:
    found = _ELEMENT.fullmatch(path)
    if not found:
        return path
    index = places[found.group(1), int(found.group(2))]
    return None if index is None else f"{found.group(1)}[{index}]{found.group(3)}"
