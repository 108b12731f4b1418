"""Which member of an object a model means by a key."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from invoice_ocr.readers.replies.shape import Group, Leaf, Shape, group_of

if TYPE_CHECKING:
    from pydantic import BaseModel

PLAIN_TEXT = "="
PLAIN_TEXTS = "[]"

LONGEST = 80
"""Characters; longer keys are sentences."""

_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+")

Steps = tuple[str, ...]
"""A member, or the way to one: ``("payment", "iban")``; the empty way leads to the object itself."""

HEADING: Steps = ()


def folded(key: str) -> str:
    """The key in lower case with underscores between its words."""
    return "_".join(word for word in _WORD_ENDS.split(key[:LONGEST]) if word).lower()


def member_ways(group: Group, key: str) -> tuple[Steps, ...]:
    """The members that the key may mean, the likelier first; none where it is unknown."""
    return _ways(group.kind, key if key in {PLAIN_TEXT, PLAIN_TEXTS} else folded(key))


@lru_cache(maxsize=4096)
def _ways(kind: type[BaseModel], key: str) -> tuple[Steps, ...]:
    group, names = group_of(kind), _names(kind)
    ways = [way for way in names.get(key, ()) if _member(group, way) is not None]
    return tuple(ways) or tuple(_nested(group, key, names))


def member_at(group: Group, way: Steps) -> Shape:
    """The shape at the end of the way."""
    found = _member(group, way)
    if found is None:
        raise KeyError(way)
    return found


def _member(group: Group, way: Steps) -> Shape | None:
    shape: Shape | None = group
    for step in way:
        shape = shape.members.get(step) if isinstance(shape, Group) else None
    return shape


def _nested(group: Group, key: str, names: dict[str, list[Steps]]) -> list[Steps]:
    """The key as an object's name with that of its member: ``vendor_vat_id``, ``buyer.address.city``."""
    words = key.split("_")
    for cut in range(len(words) - 1, 0, -1):
        for way in names.get("_".join(words[:cut]), ()):
            inner = _member(group, way)
            if way != HEADING and isinstance(inner, Group):
                return [(*way, *rest) for rest in member_ways(inner, "_".join(words[cut:]))]
    return []


@lru_cache(maxsize=64)
def _names(kind: type[BaseModel]) -> dict[str, list[Steps]]:
    """Every name of the members of this class: their own first, then their labels, then those of the table."""
    names: dict[str, list[Steps]] = defaultdict(list)
    for name, member in group_of(kind).members.items():
        for said in (name, *(member.labels if isinstance(member, Leaf) else ())):
            names[folded(said)].append((name,))
    for base in kind.__mro__:
        for other, way in _table().get(base.__name__, ()):
            names[other].append(way)
    return names


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[str, Steps]]]:
    """The rows of `names.tsv` by class: other name, way to the member."""
    rows: dict[str, list[tuple[str, Steps]]] = defaultdict(list)
    text = resources.files(__package__).joinpath("names.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, path, others = line.split("\t")
            way = tuple(step for step in path.split(".") if step)
            rows[kind] += [(other, way) for other in others.split(" | ")]
    return rows
