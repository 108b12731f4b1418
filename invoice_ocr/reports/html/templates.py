"""The templates, in which every value is escaped and shown without what would reverse or hide text."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from invoice_ocr.reports.rules import title_of
from invoice_ocr.reports.words import path_in_words, printable, sure_in_words, value_in_words

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template(name: str) -> Template:
    """The template of this file name."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    environment = Environment(
        loader=PackageLoader("invoice_ocr.reports.html", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "words": path_in_words,
        "day": value_in_words,
        "title_of": title_of,
        "sure": sure_in_words,
        "amount": lambda value: "" if value is None else format(value, "f"),
    }
    environment.globals["version"] = version("invoice-ocr")
    return environment


def _shown(value: object) -> object:
    """Texts without control characters and marks of direction; markup of our own as it is."""
    return printable(value, keep="\n\t") if type(value) is str else value
