"""How reports are printed. A format is one module with ``render``, and here its loader and its line in ``FORMATS``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from invoice_ocr.model.report import Failure, Report


@dataclass(frozen=True, slots=True)
class Medium:
    """Where the output goes: whether it is about many files, takes colour, and how many columns it has."""

    many: bool = False
    colour: bool = False
    width: int = 100


class Format(Protocol):
    """A format's module."""

    def render(self, outcomes: Iterable[Report[Any] | Failure], medium: Medium, /) -> Iterator[str]:
        """The output, piece by piece as the outcomes come.

        Failures are said on standard error; a format shows them only where its readers need them in their place.
        """


def _json() -> Format:
    from invoice_ocr.cli.formats import json_text  # noqa: PLC0415 - only the format in use is loaded

    return json_text


def _table() -> Format:
    from invoice_ocr.cli.formats import table  # noqa: PLC0415 - as above

    return table


FORMATS: Final[Mapping[str, Callable[[], Format]]] = {
    "json": _json,
    "table": _table,
}
