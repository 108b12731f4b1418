"""The shape of the JSON that is asked for, derived from the class of the document."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from invoice_ocr.model.purchase import KINDS, Address, Labels, Line, Purchase, Receipt, Tax, Wanted

NOT_PRINTED: Mapping[type[BaseModel], frozenset[str]] = {
    Purchase: frozenset({"document_type", "prices_include_tax"}),
    Address: frozenset({"lines", "street", "city", "postcode", "region", "country"}),
    Line: frozenset({"tax_category"}),
    Tax: frozenset({"category"}),
}
"""Fields that no document prints as such, or that are parts of another one: they are understood but not asked for."""

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Leaf:
    """A printed text; ``labels`` are the words before it, where the caller's class names them."""

    labels: tuple[str, ...] = ()
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """An object of ``kind``, whose members are asked for but for those ``unasked``."""

    kind: type[BaseModel]
    members: Mapping[str, Shape]
    unasked: frozenset[str]

    def asked(self) -> Iterator[tuple[str, Shape]]:
        """The members that a model is asked for."""
        return ((name, shape) for name, shape in self.members.items() if name not in self.unasked)


@dataclass(frozen=True, slots=True)
class Listing:
    """Any number of elements."""

    item: Shape


Shape: TypeAlias = Leaf | Group | Listing


def shape_of(kind: Wanted) -> Group:
    """The shape of what the caller wants; where the page decides, everything that a receipt may have."""
    model = KINDS[kind] if isinstance(kind, str) else kind or Receipt
    return group_of(model)


@lru_cache(maxsize=64)
def group_of(model: type[BaseModel], depth: int = 0) -> Group:
    """The shape of one class, with those of its members."""
    members = {
        name: _member(field.annotation, tuple(field.metadata), depth) for name, field in model.model_fields.items()
    }
    unasked = frozenset().union(*(NOT_PRINTED.get(base, frozenset()) for base in model.__mro__))
    return Group(model, types.MappingProxyType(members), unasked)


def _member(annotation: Any, metadata: tuple[Any, ...], depth: int) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in {Union, types.UnionType}:
        given = [argument for argument in arguments if argument is not types.NoneType]
        return _member(given[0], metadata, depth)
    if hasattr(annotation, "__metadata__"):
        return _member(annotation.__origin__, (*metadata, *annotation.__metadata__), depth)
    if origin in {tuple, list, Sequence} and arguments:
        return Listing(_member(arguments[0], (), depth))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and depth < DEEPEST:
        return group_of(annotation, depth + 1)
    labels = tuple(label for item in metadata if isinstance(item, Labels) for label in item.labels)
    return Leaf(labels, is_number=annotation is Decimal)


def skeleton(shape: Shape) -> Any:
    """An example of the shape in which nothing is printed."""
    match shape:
        case Group():
            return {name: skeleton(member) for name, member in shape.asked()}
        case Listing(item):
            return [skeleton(item)]
        case Leaf():
            return None


def skeleton_text(shape: Group) -> str:
    """The example as JSON, one member of the document a line."""
    members = [f"  {json.dumps(name)}: {json.dumps(skeleton(member))}" for name, member in shape.asked()]
    return "{\n" + ",\n".join(members) + "\n}"


def labelled(shape: Group) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The members that the caller's class gives labels."""
    return ((name, member.labels) for name, member in shape.asked() if isinstance(member, Leaf) and member.labels)


def wanted_schema(shape: Group) -> dict[str, Any]:
    """The JSON Schema that endpoints take: every member is there, if only as null, and unknown ones are not."""
    return _closed(shape) | {"type": "object"}


def _closed(shape: Shape) -> dict[str, Any]:
    match shape:
        case Group():
            members = {name: _closed(member) for name, member in shape.asked()}
            closed = {"required": list(members), "additionalProperties": False}
            return {"type": ["object", "null"], "properties": members, **closed}
        case Listing(item):
            return {"type": ["array", "null"], "items": _closed(item)}
        case Leaf():
            return {"type": ["string", "null"]}


def lenient_schema(shape: Shape) -> dict[str, Any]:
    """The JSON Schema that a reply must fit: anything may be missing or null, but what is there has its shape."""
    match shape:
        case Group():
            members = {name: lenient_schema(member) for name, member in shape.members.items()}
            return {"type": ["object", "null"], "properties": members}
        case Listing(item):
            return {"type": ["array", "null"], "items": lenient_schema(item)}
        case Leaf():
            return {"type": ["string", "null"]}
