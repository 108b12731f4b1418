"""The names that others build on, and that having them costs nothing until they are used."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import invoice_ocr
from invoice_ocr import errors
from invoice_ocr.cli import COMMANDS, load

HEAVY = {
    "fastapi",
    "uvicorn",
    "pydantic",
    "rich",
    "jsonschema",
    "numpy",
    "cv2",
    "onnxruntime",
    "zxingcpp",
    "PIL",
    "pypdfium2",
    "httpx",
    "babel",
    "stdnum",
}


def python(*code: str) -> str:
    return subprocess.run([sys.executable, *code], capture_output=True, text=True, check=True).stdout


def test_all_is_sorted_and_every_name_is_there():
    assert invoice_ocr.__all__ == sorted(invoice_ocr.__all__)
    assert all(getattr(invoice_ocr, name) is not None for name in invoice_ocr.__all__)
    assert set(invoice_ocr.__all__) <= set(dir(invoice_ocr))


def test_every_lazy_name_is_public():
    assert sorted({*invoice_ocr._HOME_OF, *invoice_ocr._RENAMED}) == invoice_ocr.__all__  # noqa: SLF001


def test_every_public_name_has_a_docstring():
    assert [name for name in invoice_ocr.__all__ if not (getattr(invoice_ocr, name).__doc__ or "").strip()] == []


def test_every_error_is_public():
    defined = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert defined <= set(invoice_ocr.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = invoice_ocr.nonsense


@pytest.mark.parametrize(
    "code", ["import invoice_ocr", "import invoice_ocr.cli as c; c.build_parser({''}).format_help()"]
)
def test_nothing_heavy_is_imported(code):
    loaded = json.loads(python("-c", f"{code}; import json, sys; print(json.dumps(list(sys.modules)))"))
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_answers_at_once(option):
    def best(*arguments):
        spans = []
        for _ in range(5):
            start = time.perf_counter()
            python(*arguments)
            spans.append(time.perf_counter() - start)
        return min(spans)

    assert best("-m", "invoice_ocr", option) - best("-c", "") < 0.5


@pytest.mark.parametrize("command", COMMANDS)
def test_every_subcommand_is_a_module_with_arguments_and_run(command):
    module = load(command)
    assert callable(module.add_arguments)
    assert callable(module.run)


def test_version_matches_the_project_file():
    import tomllib  # noqa: PLC0415

    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text())
    assert invoice_ocr.__version__ == project["project"]["version"]
