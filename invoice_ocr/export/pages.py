"""A page of documentation for each format, written from its module, its table and an export of one document."""

from __future__ import annotations

import inspect
import json
import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.einvoice.syntaxes import SYNTAXES
from invoice_ocr.einvoice.tables import rows
from invoice_ocr.export import EXPORTERS, Export, ExportError, Settings, convert, read_mapping
from invoice_ocr.model.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from invoice_ocr.model.report import Report

_SYNTAX: Final = {
    "ubl": "ubl",
    "odoo": "ubl",
    "xrechnung": "ubl",
    "peppol": "ubl",
    "cii": "cii",
    "facturx": "cii",
    "facturx-extended": "cii",
}
_MOST_LINES: Final = 60
_INDEX: Final = """# Export

`invoice-ocr export REPORT --to FORMAT` and `invoice_ocr.export_report(report, "FORMAT")` write a report for another
program. What a format demands and the page does not print is derived by [documented rules](rules.md) and listed; what
it has no place for is listed, too; and a document that it can't say is refused, with the paths. `--mapping FILE` gives
what no page prints ([the file](rules.md#the-mapping-file), [an example](mapping.toml)).
`invoice_ocr.convert_report` gives the lists beside the content.

Three formats need libraries that are not part of the installation: `pip install '.[facturx]'` for `facturx` and
`facturx-extended`, `'.[xlsx]'` for `xlsx`, `'.[parquet]'` for `parquet`.

All examples are made of [one sample](../../samples/de-invoice-two-rates/).

| format | what it is |
|---|---|
"""


def write_pages(folder: Path, report: Report[Any], source: bytes) -> None:
    """Write the page of every format and their index into a folder, with the mapping files that lie there."""
    for name, text in pages(folder, report, source).items():
        folder.joinpath(f"{name}.md").write_text(text, "utf-8")


def pages(folder: Path, report: Report[Any], source: bytes) -> dict[str, str]:
    """The pages by name, with the example exported: by ``mapping-<format>.toml``, or else ``mapping.toml``."""
    written = {name: _page(name, report, _settings(folder, name, source)) for name in EXPORTERS}
    lines = [f"| [`{name}`]({name}.md) | {_title(name)} |" for name in EXPORTERS]
    return {"README": _INDEX + "\n".join(lines) + "\n", **written}


def _settings(folder: Path, name: str, source: bytes) -> Settings:
    own = folder / f"mapping-{name}.toml"
    file = own if own.exists() else folder / "mapping.toml"
    return Settings(read_mapping(file.read_text("utf-8"), file.name), source)


def _doc(name: str) -> str:
    module = inspect.getmodule(EXPORTERS[name])
    return inspect.cleandoc((module and module.__doc__) or "")


def _title(name: str) -> str:
    return _doc(name).partition("\n\n")[0].replace("\n", " ")


def _page(name: str, report: Report[Any], settings: Settings) -> str:
    _, _, more = _doc(name).partition("\n\n")
    parts = [f"# `{name}`", _title(name), *([more] if more else []), *_mapped(name), *_example(name, report, settings)]
    return "\n\n".join(parts) + "\n"


def _mapped(name: str) -> Iterator[str]:
    """What stands where, straight from the table that reads and writes it."""
    if name not in _SYNTAX:
        return
    syntax = SYNTAXES[_SYNTAX[name]]
    places: dict[str, list[str]] = defaultdict(list)
    for path, place in syntax.paths(next(iter(syntax.roots))):
        if path[0] not in "?+=~!" and not path.endswith("[]"):
            places[path.partition("#")[0]].append(place)
    terms = {path: (term, title) for path, _, term, title in rows("terms")}
    lines = [
        f"| `{path.removesuffix('.')}` | {terms[path][0]} | {'<br>'.join(f'`{p}`' for p in places[path])} |"
        for path in places
    ]
    yield "## What stands where"
    yield "\n".join([f"| path | term | {syntax.title} |", "|---|---|---|", *lines])


def _traced(content: str, report: Report[Any]) -> Iterator[str]:
    """Where the values of the document stand in JSON: found by their texts, where only one path has it."""
    paths = defaultdict(set)
    for path, value in leaves(report.document).items():
        paths[_as_text(value)].add(re.sub(r"\d+(?=\])", "", path))
    found: dict[str, str] = {}
    for field, value in _fields(json.loads(content, parse_float=Decimal), ""):
        named = paths.get(_as_text(value), set())
        if len(named) == 1:
            found.setdefault(next(iter(named)), field)
    lines = [f"| `{path}` | `{field}` |" for path, field in found.items()]
    yield "Found in it, each by its value:"
    yield "\n".join(["| path | field |", "|---|---|", *lines])


def _fields(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _fields(part, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for part in value:
            yield from _fields(part, f"{place}[]")
    else:
        yield place, value


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal | int):
        return f"{Decimal(value).normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _example(name: str, report: Report[Any], settings: Settings) -> Iterator[str]:
    yield "## An example"
    try:
        made = convert(report, name, settings)
    except ExportError as error:
        yield f"Refused:\n\n```\n{error}\n```"
        return
    text = _text(made.content)
    yield f"```\n{_shortened(text)}\n```" if text else "A binary file."
    if text and text.startswith("{") and name not in {"json", "jsonl"}:
        yield from _traced(text, report)
    yield from _lists(made)


def _text(content: str | bytes) -> str | None:
    """The content as text, None where it is none; the time at which a file was made is left out."""
    if isinstance(content, bytes) and not content.startswith((b"<?xml", b'"EXTF"')):
        return None
    text = content if isinstance(content, str) else content.decode("utf-8" if content[:1] == b"<" else "cp1252")
    return re.sub(r"(?<=;)20\d{15}(?=;)", "20260101000000000", text).replace("\r\n", "\n")


def _shortened(text: str) -> str:
    lines = text.rstrip("\n").splitlines()
    return "\n".join([*lines[:_MOST_LINES], *(["..."] if len(lines) > _MOST_LINES else [])])


def _lists(made: Export) -> Iterator[str]:
    if made.derived:
        lines = [f"| `{each.path}` | {each.value} | {each.rule} |" for each in made.derived]
        yield "Derived:"
        yield "\n".join(["| path | value | because |", "|---|---|---|", *lines])
    if made.dropped:
        yield "Dropped: " + ", ".join(f"`{path}`" for path in made.dropped) + "."
