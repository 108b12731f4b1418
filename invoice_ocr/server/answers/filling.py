"""A caller's JSON Schema filled with what the document says, and with nothing else.

Its properties are found by their names (`found`). A number takes the value; a string takes the text as printed, unless
the schema names a pattern, a format or an ISO notation. What the document does not say is null where the schema allows
it, is left out where it may be, and is an error where it must be there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.errors import InvoiceOcrError, UsageError
from invoice_ocr.model.purchase import DECIMAL_PATTERN
from invoice_ocr.readers.replies.names import folded
from invoice_ocr.server.answers.found import NOTHING, Found
from invoice_ocr.server.answers.references import Schema, resolved

if TYPE_CHECKING:
    from invoice_ocr.server.answers.found import Fit

DEEPEST: Final = 24
MOST: Final = 20_000
"""How many places of a schema are filled, at most; references let a short schema describe a huge value."""

GROUPS: Final = 4
"""How deep in a schema a name that we don't know may still be a group of our fields."""

_NOTATION = re.compile(r"\biso\b|yyyy", re.IGNORECASE)
_NUMBER = re.compile(DECIMAL_PATTERN)

_ABSENT: Final = object()


class Unsayable(InvoiceOcrError):
    """The document does not say what the schema cannot do without."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"The document does not say what the schema requires: {', '.join(paths)}.",
            remedy="Allow null there, or leave it out of `required`.",
        )


def fill(schema: Schema, document: Found) -> Any:
    """The value that the schema describes; amounts in it are `Decimal`.

    Raises:
        Unsayable: The document lacks something that is required.
        UsageError: The schema describes too much.
    """
    filling = _Filling(schema)
    value = filling.value(schema, document, "")
    if filling.missing or value is _ABSENT:
        raise Unsayable(filling.missing or ["the whole"])
    return value


class _Filling:
    def __init__(self, root: Schema) -> None:
        self.root = root
        self.missing: list[str] = []
        self.filled = 0

    def value(self, schema: Any, found: Found, path: str, depth: int = 0) -> Any:
        self.filled += 1
        if self.filled > MOST:
            raise UsageError("The schema describes a value that is too large.", remedy="Ask for less.")
        if depth > DEEPEST:
            return _ABSENT
        schema = resolved(schema, self.root)
        if branches := _branches(schema):
            return self._first(branches, found, path, depth)
        kinds = _kinds(schema)
        absent = None if "null" in kinds else _ABSENT
        if "object" in kinds and isinstance(found.values, dict | None):
            nothing = found.values is None and absent is None
            return None if nothing else self._object(schema, found, path, depth)
        if "array" in kinds and isinstance(found.values, list | None):
            items = [self.value(schema.get("items", {}), item, f"{path}[]", depth + 1) for item in found.items()]
            return [item for item in items if item is not _ABSENT]
        if "any" in kinds and isinstance(found.values, dict | list) and not {"enum", "const"} & schema.keys():
            return found.values
        value = _scalar(schema, kinds, found)
        return absent if value is None else value

    def _object(self, schema: Schema, found: Found, path: str, depth: int) -> dict[str, Any]:
        within = f"{path}." if path else ""
        filled = {}
        for name, part in schema.get("properties", {}).items():
            value = self.value(part, self._meant(part, found, name, depth), within + name, depth + 1)
            if value is not _ABSENT:
                filled[name] = value
        self.missing += [within + name for name in schema.get("required", ()) if name not in filled]
        return filled

    def _meant(self, part: Any, found: Found, name: str, depth: int) -> Found:
        """The field of the name, or the same thing again for a group of the caller's own, such as ``totals``."""
        whole = resolved(part, self.root)
        kinds = {kind for each in _branches(whole) or [whole] for kind in _kinds(resolved(each, self.root))}
        fit: Fit = "object" if "object" in kinds else "array" if "array" in kinds else "scalar"
        field = found.field(folded(name), fit)
        if field is None and fit == "object" and depth < GROUPS:
            return found
        return field or NOTHING

    def _first(self, branches: Sequence[Any], found: Found, path: str, depth: int) -> Any:
        """The first alternative that the document can fill; null is the last resort, unless there is nothing to say."""
        known = len(self.missing)
        nulls_last = found.values is not None
        ordered = sorted(branches, key=lambda each: ("null" in _kinds(resolved(each, self.root))) is nulls_last)
        result: Any = _ABSENT
        for branch in ordered:
            del self.missing[known:]
            result = self.value(branch, found, path, depth + 1)
            if result is not _ABSENT and len(self.missing) == known:
                break
        return result


def _branches(schema: Schema) -> list[Any]:
    return list(schema.get("anyOf") or schema.get("oneOf") or ())


def _kinds(schema: Schema) -> set[str]:
    given = schema.get("type")
    if given is None:
        return {"object"} if "properties" in schema else {"array"} if "items" in schema else {"any"}
    return {given} if isinstance(given, str) else set(given)


def _scalar(schema: Schema, kinds: set[str], found: Found) -> Any:
    """The value in the schema's type; None where there is none, or none of that type."""
    options = [value for value in _options(schema, kinds, found.as_text()) if value is not None]
    choices = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if choices is None:
        return options[0] if options else None
    return next((choice for value in options for choice in choices if _same(choice, value)), None)


def _options(schema: Schema, kinds: set[str], found: Found) -> list[Any]:
    value = found.values
    if isinstance(value, bool):
        return [value] if kinds & {"boolean", "any"} else []
    if kinds & {"number", "integer"}:
        return [_number(value, whole="number" not in kinds)]
    if not kinds & {"string", "any"} or not isinstance(value, str | None):
        return []
    hints = f"{schema.get('description', '')} {schema.get('examples', '')}"
    exact = {"pattern", "format", "enum", "const"} & schema.keys() or "any" in kinds or _NOTATION.search(hints)
    return [value, found.printed] if exact else [found.printed, value]


def _number(value: object, *, whole: bool) -> Decimal | int | None:
    if not isinstance(value, str) or not _NUMBER.match(value):
        return None
    number = Decimal(value)
    if not whole:
        return number
    return int(number) if number == number.to_integral_value() else None


def _same(choice: object, value: object) -> bool:
    return choice == value or (isinstance(choice, str) and folded(choice) == folded(str(value)))


def json_text(value: Any) -> str:
    """JSON, with `Decimal` as the number that it is."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {json_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(json_text, value)) + "]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
