"""``invoice-ocr batch PATH... --output reports.jsonl``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from invoice_ocr.batch.outcomes import read_outcomes
from invoice_ocr.batch.run import LIMIT_S, Batch, run_batch
from invoice_ocr.batch.sources import find_sources
from invoice_ocr.cli import arguments, streams
from invoice_ocr.cli.formats import FORMATS, Medium
from invoice_ocr.errors import UsageError
from invoice_ocr.pipeline.failures import Task

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SUMMARIES = {".html": "summary", ".csv": "csv", ".md": "markdown", ".xml": "junit", ".sarif": "sarif"}
"""The format of a batch's summary by the ending of its file."""


def add_arguments(parser: ArgumentParser) -> None:
    """Paths, the file of reports, and how the work is shared."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder with all that is in it, or a glob")
    parser.add_argument("--output", required=True, metavar="FILE", type=Path, help="the JSON lines to write")
    parser.add_argument("--resume", action="store_true", help="keep the reports that are there; read what is missing")
    parser.add_argument(
        "--limit",
        type=arguments.seconds,
        default=LIMIT_S,
        metavar="SECONDS",
        help=f"for one file (default: {LIMIT_S:g})",
    )
    parser.add_argument(
        "--summary",
        metavar="FILE",
        type=Path,
        help=f"write a summary of all reports at the end, by its ending: {', '.join(SUMMARIES)}",
    )
    arguments.add_workers(parser)
    arguments.add_reading(parser)
    arguments.add_promise(parser)


def run(args: Namespace) -> int:
    """Read everything, and say at the end how it went."""
    if args.summary and args.summary.suffix not in SUMMARIES:
        raise UsageError(f"{args.summary} has no known ending.", remedy=f"Use one of {', '.join(SUMMARIES)}.")
    batch = Batch(
        sources=find_sources(args.paths),
        output=args.output,
        task=Task(args.kind, args.reader, args.max_error),
        workers=args.workers,
        limit_s=args.limit,
        resume=args.resume,
    )
    tally = run_batch(batch)
    if args.summary:
        render = FORMATS[SUMMARIES[args.summary.suffix]]().render
        streams.write(render(read_outcomes(args.output), Medium(many=True)), str(args.summary))
    print(f"{args.output}: {tally}", file=sys.stderr)  # noqa: T201 - the summary is for the person at the terminal
    return tally.status
