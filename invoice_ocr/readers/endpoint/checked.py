"""Turns tables of settings into values, with errors that name the setting."""

from __future__ import annotations

from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from pydantic import TypeAdapter

T = TypeVar("T")


def checked(kind: type[T], given: Mapping[str, Any], where: str) -> T:
    """The dataclass ``kind`` made of what was given; texts such as "0.5" become what the field wants.

    Raises:
        UsageError: An unknown name, or a value that does not fit; the value itself is not repeated.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - only where settings are read

    known(given, (field.name for field in fields(kind)), where)  # type: ignore[arg-type]
    try:
        return cast("T", _adapter(cast("Hashable", kind)).validate_python(dict(given)))
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
    raise UsageError(f"The settings of {where} don't fit: {said}.", remedy="Correct them, or leave them out.")


def known(given: Iterable[str], names: Iterable[str], where: str) -> None:
    """Refuse a name that is not among those known.

    Raises:
        UsageError: With the name that was probably meant.
    """
    names = list(names)
    for name in given:
        if name not in names:
            near = get_close_matches(name, names, 1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(names))}."
            raise UsageError(f"There is no setting {name!r} of {where}.", remedy=remedy)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - only where settings are read

    return TypeAdapter(cast("type", kind))
