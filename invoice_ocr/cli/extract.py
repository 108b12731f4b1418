"""``invoice-ocr extract FILE...``."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from invoice_ocr.batch.tally import Tally
from invoice_ocr.cli import arguments, streams
from invoice_ocr.cli.formats import FORMATS
from invoice_ocr.pipeline.many import extract_many
from invoice_ocr.pipeline.picturing import pictures_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from invoice_ocr.model.report import Failure, Report


def add_arguments(parser: ArgumentParser) -> None:
    """Files, how to read them, and where the reports go."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a photo, scan or PDF; a URL; - for standard input")
    arguments.add_reading(parser)
    arguments.add_auditing(parser)
    arguments.add_format(parser)
    arguments.add_output(parser)


def run(args: Namespace) -> int:
    """One report a document, in their order."""
    tally = Tally()
    audit = arguments.auditing(args)
    found = extract_many(args.files, kind=args.kind, reader=args.reader, max_error=args.max_error)
    outcomes, many = _several(tally.watch(audit.watch(found)), many=len(args.files) > 1)
    medium = replace(streams.medium(many=many, output=args.output), pictures=pictures_of)
    render = FORMATS[arguments.chosen_format(args)]().render
    streams.write(render(streams.aloud(outcomes), medium), args.output)
    return arguments.status(tally, audit)


def _several(outcomes: Iterator[Report[Any] | Failure], *, many: bool) -> tuple[Iterator[Report[Any] | Failure], bool]:
    """The same outcomes, and whether they are several: one file may hold many documents."""
    if many:
        return outcomes, True
    first = list(islice(outcomes, 2))
    return chain(first, outcomes), len(first) > 1
