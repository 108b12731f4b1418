"""A caller's JSON Schema: whether it is one, and whether a value keeps to it. Nothing is ever fetched for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invoice_ocr.errors import UsageError
from invoice_ocr.server.answers.filling import Unsayable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check_schema(schema: Mapping[str, Any]) -> None:
    """Refuse what is no JSON Schema, or what refers to anything outside itself.

    Raises:
        UsageError: It cannot be used, and why.
    """
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415 - takes a while to load

    try:
        Draft202012Validator.check_schema(schema, Draft202012Validator.FORMAT_CHECKER)
        outside = any(not reference.startswith("#") for reference in _references(schema))
    except SchemaError as error:
        raise UsageError(f"Invalid json schema: {error.message[:200]}") from error
    except RecursionError as error:
        raise UsageError("Invalid json schema: it is nested too deeply") from error
    if outside:
        raise UsageError("Invalid json schema: a $ref must lead to a part of the schema itself")


def check_shape(value: object, schema: Mapping[str, Any]) -> None:
    """Refuse a value that the schema does not allow.

    Raises:
        Unsayable: What the document says does not fit; the places are named.
        UsageError: The schema refers to a part that it does not have.
    """
    from jsonschema import Draft202012Validator  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415
    from referencing.exceptions import Unresolvable  # noqa: PLC0415

    validator = Draft202012Validator(dict(schema), registry=Registry())
    try:
        wrong = sorted({error.json_path.removeprefix("$.") for error in validator.iter_errors(value)})
    except Unresolvable as error:
        raise UsageError("Invalid json schema: a $ref leads nowhere") from error
    if wrong:
        raise Unsayable(wrong)


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, inner in part.items():
            if name in {"$ref", "$dynamicRef"} and isinstance(inner, str):
                yield inner
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
