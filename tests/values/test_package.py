"""The package as a whole: its doctests, its generated tables, what importing it costs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import invoice_ocr.values
from invoice_ocr.values.currency import currencies_of, minor_units
from invoice_ocr.values.make_tables import tables
from invoice_ocr.values.tables import FOLDER

MODULES = [module.name for module in pkgutil.walk_packages(invoice_ocr.values.__path__, "invoice_ocr.values.")]


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_generated_tables_are_fresh() -> None:
    stale = [name for name, text in tables().items() if (FOLDER / f"{name}.tsv").read_text("utf-8") != text]
    assert not stale, "run: python -m invoice_ocr.values.make_tables"


def test_importing_loads_neither_locale_data_nor_checksums() -> None:
    names = [name for name in MODULES if not name.endswith("make_tables")]
    heavy = "{'babel', 'stdnum', 'dateutil', 'pydantic'}"
    program = f"import sys, {', '.join(names)}; print(sorted({{m.split('.')[0] for m in sys.modules}} & {heavy}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("country", "currencies"),
    [
        ("MY", ("MYR",)),
        ("DE", ("EUR",)),
        ("CH", ("CHF",)),
        ("BG", ("EUR",)),
        ("HR", ("EUR",)),
        ("PA", ("PAB", "USD")),
        ("XX", ()),
        ("", ()),
    ],
)
def test_legal_tender(country: str, currencies: tuple[str, ...]) -> None:
    assert currencies_of(country) == currencies


@pytest.mark.parametrize(
    ("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3), ("CLF", 4), ("???", 2)]
)
def test_minor_units(currency: str, digits: int) -> None:
    assert minor_units(currency) == digits
