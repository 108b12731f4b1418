"""``invoice-ocr check FILE.json``."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from invoice_ocr.batch.outcomes import outcomes_in
from invoice_ocr.batch.tally import Tally
from invoice_ocr.cli import arguments, complain, streams
from invoice_ocr.cli.formats import FORMATS
from invoice_ocr.errors import UsageError
from invoice_ocr.model.report import Failure, Report
from invoice_ocr.pipeline.checking import check
from invoice_ocr.pipeline.fixing import fix
from invoice_ocr.pipeline.picturing import pictures_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.pipeline.auditing import Auditing


def add_arguments(parser: ArgumentParser) -> None:
    """The report, and the file that it is about."""
    parser.add_argument(
        "file", metavar="FILE.json", help='a report or {"kind", "document"}; JSON lines; - for standard input'
    )
    parser.add_argument("--source", metavar="FILE", help="the photo, scan or PDF that the document stands in")
    parser.add_argument(
        "--fix", action="store_true", help="apply proposals that a second look at --source confirms, and say so"
    )
    parser.add_argument("--confirm", action="store_true", help="a person has looked: keep it in the history as such")
    arguments.add_auditing(parser)
    arguments.add_format(parser)
    arguments.add_output(parser)


def run(args: Namespace) -> int:
    """Check what is in the file, and give it back as reports."""
    _refuse_half_asked(args)
    audit = arguments.auditing(args)
    outcomes = outcomes_in(streams.read_bytes(args.file), args.file)
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    if args.source and len(reports) > 1:
        remedy = "Check one report at a time, or leave --source out."
        raise UsageError(f"--source is one file, but {args.file} holds {len(reports)} reports.", remedy=remedy)
    checked = [_checked(audit, report, args) for report in reports]
    listed = iter(checked)
    for before, after in zip(reports, checked, strict=True):
        if before.source.pages and before.source.sha256 != after.source.sha256:
            complain(
                UsageError(f"{args.source} is not the file that the report was made from.", remedy="Its hash differs.")
            )
    tally = Tally()
    medium = streams.medium(many=len(outcomes) > 1, output=args.output)
    if args.source:
        medium = replace(medium, pictures=partial(pictures_of, source=args.source))
    render = FORMATS[arguments.chosen_format(args)]().render
    again = tally.watch(each if isinstance(each, Failure) else next(listed) for each in outcomes)
    streams.write(render(streams.aloud(again), medium), args.output)
    return arguments.status(tally, audit)


def _refuse_half_asked(args: Namespace) -> None:
    if args.fix and not args.source:
        raise UsageError("--fix looks at the page again.", remedy="Name the photo, scan or PDF with --source.")
    if args.confirm and not args.history:
        raise UsageError("--confirm is kept in a history.", remedy="Name its file with --history.")


def _checked(audit: Auditing, report: Report[Purchase], args: Namespace) -> Report[Purchase]:
    if not args.fix:
        return audit.check(report, args.source)
    return audit.check(fix(check(report, source=args.source), args.source), args.source)
