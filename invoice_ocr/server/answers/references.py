"""JSON Schemas with their references followed, within the schema alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Schema = Mapping[str, Any]

MOST_PARTS: Final = 64
"""How many references and parts make up one schema, at most: they may lead in circles."""


def resolved(schema: Any, root: Schema) -> Schema:
    """The schema put together from what it refers to and from the parts that all hold; the outer ones count more.

    >>> resolved({"$ref": "#/$defs/a"}, {"$defs": {"a": {"type": "string"}}})
    {'type': 'string'}
    """
    whole: dict[str, Any] = {}
    parts = [schema]
    for _ in range(MOST_PARTS):
        if not parts:
            break
        part = parts.pop(0)
        if isinstance(part, Mapping):
            own = {key: value for key, value in part.items() if key not in {"$ref", "allOf"}}
            whole = {**own, **whole, **_together(own, whole)}
            parts += [_at(part["$ref"], root)] if "$ref" in part else []
            parts += part.get("allOf", [])
    return whole


def _together(inner: Schema, outer: Schema) -> dict[str, Any]:
    """What both have a share in."""
    shared = inner.keys() & outer.keys()
    properties = {**inner["properties"], **outer["properties"]} if "properties" in shared else None
    required = [*inner["required"], *outer["required"]] if "required" in shared else None
    return {key: value for key, value in (("properties", properties), ("required", required)) if value is not None}


def _at(reference: str, root: Schema) -> Schema:
    """The part of the schema that a reference within it names."""
    part: Any = root
    for step in reference.removeprefix("#").split("/")[1:]:
        part = part.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(part, Mapping) else None
    return part if isinstance(part, Mapping) else {}
