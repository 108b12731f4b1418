"""``invoice-ocr export FILE.json --to FORMAT``."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from invoice_ocr.cli import arguments, complain, streams
from invoice_ocr.errors import UsageError
from invoice_ocr.export import EXPORTERS, ExportError, Mapping, Settings, convert, read_mapping
from invoice_ocr.model.readback import read_reports

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from invoice_ocr.export import Export
    from invoice_ocr.model.report import Source

WRITTEN, UNSAYABLE = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """The report and the format."""
    parser.add_argument("file", metavar="FILE.json", help='a report or {"kind", "document"}; - for standard input')
    parser.add_argument("--to", required=True, choices=list(EXPORTERS), help="the format")
    parser.add_argument("--mapping", metavar="FILE.toml", help="accounts, tax codes, contacts: what no page prints")
    parser.add_argument("--source", metavar="FILE", help="the document that the report was read from, for Factur-X")
    arguments.add_output(parser)


def run(args: Namespace) -> int:
    """Write the report in the format, whole or not at all."""
    reports = read_reports(streams.read_bytes(args.file), name=args.file)
    if len(reports) != 1:
        raise UsageError(f"{args.file} holds {len(reports)} reports.", remedy="Export them one at a time.")
    try:
        made = convert(reports[0], args.to, _settings(args, reports[0].source))
    except ExportError as error:
        complain(error)
        return UNSAYABLE
    streams.write([made.content], args.output)
    for line in _remarks(made):
        print(line, file=sys.stderr)  # noqa: T201 - what is not in the file is said beside it
    return WRITTEN


def _settings(args: Namespace, read_from: Source) -> Settings:
    mapping = read_mapping(_text(args.mapping), args.mapping) if args.mapping else Mapping()
    return Settings(mapping, streams.read_bytes(args.source) if args.source else _original(args.to, read_from))


def _original(to: str, read_from: Source) -> bytes | None:
    """The file that the report was read from, if it is still there and the same."""
    file = Path(read_from.name)
    if not to.startswith("facturx") or not file.is_file():
        return None
    data = file.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == read_from.sha256 else None


def _text(path: str) -> str:
    try:
        return streams.read_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8.", remedy="Save it as UTF-8.") from error


def _remarks(made: Export) -> Iterator[str]:
    yield from (f"derived: {each.path} = {each.value!r} ({each.rule})" for each in made.derived)
    if made.dropped:
        yield f"dropped: {', '.join(made.dropped)}"
