"""What the documentation says is so: its examples run, its links lead somewhere, its tables are complete."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import re
import tomllib
from pathlib import Path

import pytest
from babel import Locale
from forked import run_program

import invoice_ocr
from invoice_ocr.batch.sources import SUFFIXES
from invoice_ocr.cli import COMMANDS
from invoice_ocr.documents import FORMATS
from invoice_ocr.export import EXPORTERS
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.report import Evidence, ReadingSummary, Report
from invoice_ocr.pipeline.decision import DOUBTED, NEEDED, promises
from invoice_ocr.readers import READERS
from invoice_ocr.reports import RENDERERS

ROOT = Path(__file__).parents[1]
PACKAGE = Path(invoice_ocr.__file__).parent
README = (ROOT / "README.md").read_text("utf-8")
TOP = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES = sorted({*TOP, *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/*.md"), *ROOT.glob("benchmarks/*.md")})
WITH_EXAMPLES = [page for page in PAGES if "\n>>> " in page.read_text("utf-8") and page.parent.name != "checks"]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_examples_give_what_the_page_says(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (failed, tried > 0) == (0, True)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page):
    targets = [target.partition("#")[0] for target in LINK.findall(page.read_text("utf-8"))]
    local = [target for target in targets if target and "://" not in target and not target.startswith("mailto:")]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_lists_every_command(command):
    assert f"| `invoice-ocr {command}" in README


def test_the_commands_of_the_documentation_are_understood():
    named = {match for page in PAGES for match in re.findall(r"\binvoice-ocr ([a-z]+)\b", page.read_text("utf-8"))}
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_options_of_the_documentation_are_those_of_the_program(command):
    lines = [line for page in PAGES for line in page.read_text("utf-8").splitlines()]
    used = {
        option
        for line in lines
        for call in re.findall(rf"invoice-ocr {command}\b([^`|]*)", line)
        for option in re.findall(r"(?<!\S)(--[a-z-]+)", call)
    }
    told = run_program(command, "--help", env={**os.environ, "COLUMNS": "200"}, text=True)
    assert told.returncode == 0
    assert {option for option in used if option not in told.stdout} == set()


HOW_TOS = "".join(page.read_text("utf-8") for page in PAGES if page.parent.name in {"docs", "export"})


@pytest.mark.parametrize("name", READERS)
def test_every_reader_is_documented(name):
    told = run_program("extract", "--help", text=True)
    assert told.returncode == 0
    assert f"`{name}`" in HOW_TOS
    assert name in told.stdout.replace(",", " ").split()


def test_every_variable_of_the_environment_is_documented():
    named = {
        name for path in PACKAGE.rglob("*.py") for name in re.findall(r'"(INVOICE_OCR_[A-Z_]+)"', path.read_text())
    }
    assert named - {"INVOICE_OCR_"}
    assert [name for name in named - {"INVOICE_OCR_"} if name not in HOW_TOS] == []


@pytest.mark.parametrize("name", RENDERERS)
def test_every_format_of_reports_is_documented(name):
    assert f"| `{name}` |" in (ROOT / "docs" / "reports.md").read_text("utf-8")


@pytest.mark.parametrize("model", [Report, Evidence, Finding, ReadingSummary], ids=lambda model: model.__name__)
def test_the_page_on_reports_names_every_field(model):
    page = (ROOT / "docs" / "report.md").read_text("utf-8")
    assert [name for name in model.model_fields if not re.search(rf"[`.]{name}\b", page)] == []


def test_every_extra_is_documented():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pages = "".join(page.read_text("utf-8") for page in PAGES)
    installed = ",".join(re.findall(r"'\.\[([a-z,]+)\]'", pages)).split(",")
    assert set(project["project"]["optional-dependencies"]) == set(installed)


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name not in {"checks", "export"}], ids=name_of)
def test_the_files_that_a_page_names_are_there(page):
    """A pattern such as `checks/<family>/<rule>.py` fits some file, seen from the project, the package or the page."""
    named = re.findall(r"`([\w./<>*-]+\.(?:py|tsv|toml|md))`", page.read_text("utf-8"))
    patterns = {re.sub(r"<[^>]*>", "*", name) for name in named if "/" in name}
    rooms = [ROOT, PACKAGE, page.parent, *(path for path in PACKAGE.iterdir() if path.is_dir())]
    assert [pattern for pattern in patterns if not any(any(room.glob(pattern)) for room in rooms)] == []


def test_the_readme_names_every_language():
    codes = [path.stem for path in PACKAGE.joinpath("fields", "labels").glob("*.tsv")]
    words = " ".join(README.split())
    assert [code for code in codes if str(Locale.parse(code).get_language_name("en")) not in words] == []


def test_the_readme_names_every_format():
    endings = {"jpg": "JPEG", "jpe": "JPEG", "tif": "TIFF", "heif": "HEIC"}
    names = {endings.get(suffix[1:], suffix[1:]).casefold() for suffix in SUFFIXES}
    assert [name for name in names if name not in README.casefold()] == []
    assert len(FORMATS) <= len(names)


def test_the_figures_of_the_readme_are_those_of_the_last_run(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    accuracy = importlib.import_module("accuracy")
    run = json.loads(accuracy.RESULTS.read_text("utf-8"))
    assert accuracy.with_figures(README, accuracy.readme_figures(run)) == README, "run benchmarks/accuracy.py"


@pytest.mark.parametrize(
    ("script", "part"),
    [("speed", "pages"), ("chat_client", "clients"), ("einvoices", "results"), ("server_load", None)],
)
def test_the_tables_of_the_benchmarks_are_those_of_the_last_run(monkeypatch, script, part):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    benchmark = importlib.import_module(script)
    run = json.loads(benchmark.RESULTS.read_text("utf-8"))
    published = benchmark.README.read_text("utf-8").partition(benchmark.MARKS[0])[2].partition(benchmark.MARKS[1])[0]
    assert published.strip() == benchmark.table(run[part] if part else run).strip(), f"run benchmarks/{script}.py"


def test_the_promises_and_their_page_are_those_that_were_measured(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    calibration = importlib.import_module("calibration")
    figures = json.loads(calibration.RESULTS.read_text("utf-8"))
    measured = {row["max_error"]: round(row["doubt"], 4) for row in figures["promises"]}
    assert {each.max_error: each.doubt for each in promises()} == measured
    assert "\n".join(calibration.page_of(figures)) in calibration.PAGE.read_text("utf-8"), (
        "run benchmarks/calibration.py"
    )


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_readme_names_every_export(name):
    assert f"`{name}`" in README


def test_the_page_on_decisions_names_the_key_fields():
    page = (ROOT / "docs" / "decision.md").read_text("utf-8")
    words = {"issue_date": "issue date", "tax_total": "tax"}
    needed = {path for paths in NEEDED.values() for path in paths}
    assert [path for path in {*DOUBTED, *needed} if words.get(path, path) not in page] == []
