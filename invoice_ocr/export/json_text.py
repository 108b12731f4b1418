"""JSON with exact decimal numbers, which the standard library writes only as binary floats."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def json_text(value: Any, indent: str = "") -> str:
    """The value as indented JSON; a ``Decimal`` is a number with its own digits, what is None is left out.

    >>> print(json_text({"a": Decimal("1.50"), "b": None, "c": ["x"]}))
    {
      "a": 1.50,
      "c": [
        "x"
      ]
    }
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {json_text(part, inner)}" for name, part in value.items() if part is not None]
        return _enclosed("{", parts, "}", indent)
    if isinstance(value, list | tuple):
        return _enclosed("[", [json_text(part, inner) for part in value], "]", indent)
    return json.dumps(value, ensure_ascii=False)


def _enclosed(start: str, parts: list[str], end: str, indent: str) -> str:
    if not parts:
        return start + end
    inner = f"\n{indent}  "
    return f"{start}{inner}{f',{inner}'.join(parts)}\n{indent}{end}"
