"""How reports are printed. A format is one module with ``render``, and here its loader and its line in ``FORMATS``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from invoice_ocr.reports import RENDERERS, load, no_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from invoice_ocr.model.report import Failure, Report
    from invoice_ocr.reports import Pictures


@dataclass(frozen=True, slots=True)
class Medium:
    """Where the output goes: whether it is about many files, takes colour, and how many columns it has.

    ``pictures`` gives the pages of a report's file, to formats that show them.
    """

    many: bool = False
    colour: bool = False
    width: int = 100
    pictures: Pictures = no_pictures


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


@dataclass(frozen=True, slots=True)
class Written:
    """A format of reports by its name in `RENDERERS`."""

    name: str

    def render(self, outcomes: Iterable[Report[Any] | Failure], medium: Medium) -> Iterator[str]:
        """The output, with the pictures that the medium has at hand."""
        return load(self.name).render(outcomes, medium.pictures)


FORMATS: Final[Mapping[str, Callable[[], Format]]] = {
    "json": _json,
    "table": _table,
    **{name: partial(Written, name) for name in RENDERERS},
}
