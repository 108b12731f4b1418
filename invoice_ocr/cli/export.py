"""``invoice-ocr export FILE.json --to FORMAT``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.cli import arguments, complain, streams
from invoice_ocr.errors import UsageError
from invoice_ocr.export import EXPORTERS, ExportError, export
from invoice_ocr.model.readback import read_reports

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

WRITTEN, UNSAYABLE = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """The report and the format."""
    parser.add_argument("file", metavar="FILE.json", help='a report or {"kind", "document"}; - for standard input')
    parser.add_argument("--to", required=True, choices=list(EXPORTERS), help="the format")
    arguments.add_output(parser)


def run(args: Namespace) -> int:
    """Write the report in the format, whole or not at all."""
    reports = read_reports(streams.read_bytes(args.file), name=args.file)
    if len(reports) != 1:
        raise UsageError(f"{args.file} holds {len(reports)} reports.", remedy="Export them one at a time.")
    try:
        content = export(reports[0], args.to)
    except ExportError as error:
        complain(error)
        return UNSAYABLE
    streams.write([content], args.output)
    return WRITTEN
