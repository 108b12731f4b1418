"""The shape of the package: layers, tables, sizes, and what is banned from the code that handles money."""

from __future__ import annotations

import ast
import os
import pkgutil
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

import invoice_ocr
from invoice_ocr.checks import CHECKS
from invoice_ocr.cli import COMMANDS
from invoice_ocr.documents import FORMATS
from invoice_ocr.export import EXPORTERS
from invoice_ocr.readers import READERS

ROOT = Path(__file__).parents[1]
PACKAGE = Path(invoice_ocr.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
SHARED = ROOT.parent / "shared"

LONGEST_FUNCTION = 40
LONGEST_MODULE = 300

TOO_LONG = {
    "checks/__init__.py": "the table of all checks, a line each",
}
"""Modules that are over the limit, and why; take the line out when it is not needed any more."""

MONEY = ("values", "model", "fields", "checks", "export")
"""Rooms in which amounts, quantities and rates must stay exact."""

FLOATS = {
    "fields/locale.py": "weights of countries, which are no amounts",
}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "misc", "shared", "stuff", "manager"}

GENERAL_CATCHES = {
    "cli/__init__.py": "a defect of ours must not end with the status that means: needs a person",
    "documents/damage.py": "what a library raises on a damaged file becomes a DamagedDocument",
    "documents/url.py": "what the network raises becomes a DocumentUnreachable",
    "pipeline/failures.py": "in a batch, a defect on one document must not lose the others",
    "server/answers/jobs.py": "a defect on one document must not end the worker, nor reach a log with its words",
    "readers/ppocr/models.py": "what the runtime raises on a model becomes a ReaderError",
}
"""Where an exception of any kind may be caught, and why."""


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


each_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@pytest.mark.skipif(not find_spec("importlinter"), reason="needs the extra `dev`")
def test_rooms_import_only_what_they_may():
    lint = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())",
    ]
    run = subprocess.run([*lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_page_on_architecture_draws_the_layers_that_are_enforced():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert "\n".join(["```", *layers, "```"]) in (ROOT / "ARCHITECTURE.md").read_text("utf-8")


@each_module
def test_functions_are_short(path):
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@each_module
def test_modules_are_short(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST_MODULE or name_of(path) in TOO_LONG


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p).startswith(MONEY)], ids=name_of)
def test_money_never_becomes_a_float(path):
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    lines = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "float"]
    assert bool(lines) == (name_of(path) in FLOATS), f"float() in lines {lines}"


@each_module
def test_exceptions_are_not_swallowed(path):
    handlers = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler)]
    general = [h.lineno for h in handlers if h.type is None or ast.unparse(h.type) in {"Exception", "BaseException"}]
    assert bool(general) == (name_of(path) in GENERAL_CATCHES), f"lines {general}"


@each_module
def test_module_names_say_something(path):
    assert (
        not {part.lower().strip("_") for part in (*path.parts[len(PACKAGE.parts) : -1], path.stem)}
        & NAMES_THAT_SAY_NOTHING
    )


@each_module
def test_every_module_says_what_is_in_it(path):
    assert not path.stat().st_size or (ast.get_docstring(tree_of(path)) or "").strip()


def imported(folder: str) -> list[ModuleType]:
    names = [module.name for module in pkgutil.iter_modules([str(PACKAGE / folder)])]
    return [import_module(f"invoice_ocr.{folder}.{name}") for name in names]


def test_every_command_is_listed():
    commands = {module.__name__.rpartition(".")[2] for module in imported("cli") if hasattr(module, "run")}
    assert commands == set(COMMANDS)


def test_every_reader_is_listed():
    modules = [*imported("readers"), import_module("invoice_ocr.readers.chat.reader")]
    classes = {name for module in modules for name in vars(module) if name.endswith("Reader")}
    assert classes - {"Reader"} == {type(make()).__name__ for make in READERS.values()}


def test_every_exporter_is_listed():
    writers = {value for module in imported("export") for name, value in vars(module).items() if name.startswith("as_")}
    assert writers == set(EXPORTERS.values())


def test_every_check_is_a_module_of_its_own():
    modules = [check.function.__module__ for check in CHECKS]
    assert len(set(modules)) == len(modules)


def test_media_types_of_formats_differ():
    media_types = [form.media_type for form in FORMATS]
    assert len(set(media_types)) == len(media_types)


def test_every_language_has_the_labels_that_a_document_needs():
    for path in PACKAGE.joinpath("fields", "labels").glob("*.tsv"):
        meanings = {line.partition("\t")[0] for line in path.read_text("utf-8").splitlines()}
        assert {"total", "number", "issue_date"} <= meanings, path.name


@pytest.mark.skipif(not os.environ.get("CI"), reason="only CI must have them")
def test_the_labelled_documents_are_beside_the_project():
    assert (SHARED / "bench" / "dev" / "truth.jsonl").exists()
    assert (SHARED / "standards").is_dir()
