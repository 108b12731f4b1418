"""A caller's JSON Schema filled with what the document says, and with nothing else.

Its properties are found by their names (`found`). A number takes the value; a string takes the text as printed, unless
the schema names a pattern, a format or an ISO notation. What the document does not say is null where the schema allows
it, is left out where it may be, and is an error where it must be there.
"""

from __future__ import annotations

import json
import re
import unicodedata
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
            return None if found.says_nothing and absent is None else self._object(schema, found, path, depth)
        if "array" in kinds and isinstance(found.values, list | None):
            items = self._list(schema, found, path, depth)
            return absent if items is None else items
        if "any" in kinds and isinstance(found.values, dict | list) and not {"enum", "const"} & schema.keys():
            return found.values
        value = _scalar(schema, kinds, found)
        return absent if value is None else value

    def _object(self, schema: Schema, found: Found, path: str, depth: int) -> dict[str, Any]:
        within = f"{path}." if path else ""
        filled: dict[str, Any] = {}
        required = schema.get("required", ())
        for name, part in schema.get("properties", {}).items():
            meant, known = self._meant(part, found, name), len(self.missing)
            value = self.value(part, meant, within + name, depth + 1)
            if name not in required and meant.says_nothing and (value == {} or len(self.missing) > known):
                del self.missing[known:]
            elif value is not _ABSENT:
                filled[name] = value
        self.missing += [within + name for name in required if name not in filled]
        return filled

    def _list(self, schema: Schema, found: Found, path: str, depth: int) -> list[Any] | None:
        """The entries; None where there is no such list, or where none of its entries can be said."""
        items = [self.value(schema.get("items", {}), item, f"{path}[]", depth + 1) for item in found.items()]
        said = [item for item in items if item is not _ABSENT]
        return None if found.values is None or (items and not said) else said

    def _meant(self, part: Any, found: Found, name: str) -> Found:
        """The field of the name."""
        whole = resolved(part, self.root)
        kinds = {kind for each in _branches(whole) or [whole] for kind in _kinds(resolved(each, self.root))}
        fit: Fit = "object" if "object" in kinds else "array" if "array" in kinds else "scalar"
        return found.field(folded(name), fit) or NOTHING

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
    pairs = [(choice, value) for value in options for choice in choices]
    return next((choice for same in (_equal, _alike) for choice, value in pairs if same(choice, value)), None)


def _options(schema: Schema, kinds: set[str], found: Found) -> list[Any]:
    value = found.values
    if isinstance(value, bool):
        return [value] if kinds & {"boolean", "any"} else []
    if not isinstance(value, str | None):
        return []
    numeric, textual = kinds & {"number", "integer", "any"}, kinds & {"string", "any"}
    number = _number(value, whole=not numeric - {"integer"}) if numeric else None
    texts = _texts(schema, kinds, found) if textual else []
    return [number, *texts] if str(number) == value and "any" not in kinds else [*texts, number]


def _texts(schema: Schema, kinds: set[str], found: Found) -> list[str | None]:
    """As printed first, unless the schema wants a notation or names what it takes."""
    hints = f"{schema.get('description', '')} {schema.get('examples', '')}"
    exact = {"pattern", "format", "enum", "const"} & schema.keys() or "any" in kinds or _NOTATION.search(hints)
    return [found.values, found.printed] if exact else [found.printed, found.values]


def _number(value: object, *, whole: bool) -> Decimal | int | None:
    if not isinstance(value, str) or not _NUMBER.match(value):
        return None
    number = Decimal(value)
    if not whole:
        return number
    return int(number) if number == number.to_integral_value() else None


def _equal(choice: object, value: object) -> bool:
    """The very same, as JSON counts: true is not 1, and 5.5 is exactly that."""
    exact = Decimal(str(choice)) if isinstance(choice, float) else choice
    return exact == value and isinstance(choice, bool) == isinstance(value, bool)


def _alike(choice: object, value: object) -> bool:
    """Texts of the same letters and signs, whatever their case and punctuation; figures are the same or others."""
    return isinstance(choice, str) and isinstance(value, str) and _letters(choice) == _letters(value) != ""


def _letters(text: str) -> str:
    if any(char.isdigit() for char in text):
        return ""
    return "".join(char for char in text.casefold() if unicodedata.category(char)[0] in "LMS")


def json_text(value: Any) -> str:
    """JSON, with `Decimal` as the number that it is."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {json_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(json_text, value)) + "]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
