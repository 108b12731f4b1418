"""What is wrong with a JSON value that does not fit a schema, path by path and in words."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from invoice_ocr.model.purchase import DECIMAL_PATTERN
from invoice_ocr.model.schema import TIME_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jsonschema.protocols import Validator

Violation: TypeAlias = Any
"""A `jsonschema.ValidationError`. Its type stubs hold that any attribute may be unset, which none is once found."""

AMOUNT = 'a decimal amount such as "12.50"'
PATTERNS = {
    DECIMAL_PATTERN: AMOUNT,
    TIME_PATTERN: 'a time such as "14:05"',
    r"^[A-Z]{3}$": 'a currency code such as "EUR"',
    r"^[A-Z]{2}$": 'a country code such as "DE"',
    r"^\d{4}$": 'four digits such as "1234"',
}
TYPES = {
    "string": "a text",
    "array": "a list",
    "object": "an object",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


def problems_in(value: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """Every way in which the value does not fit: ``document.total: "abc" is not a decimal amount such as "12.50"``."""
    errors = sorted(_validator(json.dumps(schema)).iter_errors(value), key=lambda error: _sortable(error.absolute_path))
    return list(dict.fromkeys(problem for error in errors for problem in _problems(error)))


@lru_cache(maxsize=8)
def _validator(schema: str) -> Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes a while to import

    return Draft202012Validator(json.loads(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _problems(error: Violation) -> Iterator[str]:
    """The error in words; of alternatives, what is wrong with the one that is not null."""
    if error.validator == "anyOf":
        branch = next(i for i, each in enumerate(error.validator_value) if each.get("type") != "null")
        for inner in error.context:
            if inner.relative_schema_path[0] == branch:
                yield from _problems(inner)
    elif error.validator == "additionalProperties":
        yield from _unknown_fields(error)
    elif error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        yield from (f"{_path([*error.absolute_path, name])}: is missing" for name in missing)
    else:
        explain = EXPLANATIONS.get(str(error.validator), lambda error: str(error.message))
        yield f"{_path(error.absolute_path)}: {explain(error)}"


def _unknown_fields(error: Violation) -> Iterator[str]:
    known = list(error.schema.get("properties", ()))
    for name in error.instance:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            yield f"{_path([*error.absolute_path, name])}: there is no such field{hint}"


def _wrong_type(error: Violation) -> str:
    given = _quote(error.instance)
    if error.schema.get("pattern") == DECIMAL_PATTERN and _is_number(error.instance):
        return f'{given} is a JSON number; write amounts as strings: "{given}"'
    wanted = PATTERNS.get(error.schema.get("pattern", ""), TYPES.get(str(error.validator_value), error.validator_value))
    return f"{given} is not {wanted}"


def _wrong_pattern(error: Violation) -> str:
    wanted = PATTERNS.get(str(error.validator_value), f"of the form {error.validator_value}")
    return f"{_quote(error.instance)} is not {wanted}"


def _wrong_format(error: Violation) -> str:
    wanted = 'a date such as "2026-11-22"' if error.validator_value == "date" else f"a {error.validator_value}"
    return f"{_quote(error.instance)} is not {wanted}"


def _not_among(error: Violation) -> str:
    choices = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    return f"{_quote(error.instance)} is none of {', '.join(map(_quote, choices))}"


EXPLANATIONS: Mapping[str, Callable[[Violation], str]] = {
    "type": _wrong_type,
    "pattern": _wrong_pattern,
    "format": _wrong_format,
    "enum": _not_among,
    "const": _not_among,
    "minLength": lambda _: "is empty; write null for what is unknown",
    "minimum": lambda error: f"{_quote(error.instance)} is less than {error.validator_value}",
    "maximum": lambda error: f"{_quote(error.instance)} is more than {error.validator_value}",
    "minItems": lambda error: f"has fewer than {error.validator_value} entries",
    "maxItems": lambda error: f"has more than {error.validator_value} entries",
}


def _path(steps: Iterable[str | int]) -> str:
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.removeprefix(".") or "the whole"


def _sortable(path: Iterable[str | int]) -> list[tuple[bool, str, int]]:
    """A key that sorts names among names and positions by number."""
    return [(True, "", step) if isinstance(step, int) else (False, step, 0) for step in path]


def _is_number(value: object) -> bool:
    return not isinstance(value, str | bool | list | dict | None)


def _quote(value: object) -> str:
    text = str(value) if _is_number(value) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
