"""Arguments that several subcommands take."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from invoice_ocr.cli.formats import FORMATS

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from invoice_ocr.batch.tally import Tally
    from invoice_ocr.pipeline.auditing import Auditing

DEFAULT_PROMISE = 0.01
"""`PROMISED` of `pipeline.decision`, which --help need not load."""


def add_reading(parser: ArgumentParser) -> None:
    """How to read: ``--reader`` and ``--kind``."""
    parser.add_argument(
        "--reader",
        default="auto",
        help="who reads: auto, ocr, textlayer, tesseract, chat, chat-transcribe, chat-text, chat-hint "
        "(default: auto, a sound text layer or else OCR)",
    )
    parser.add_argument(
        "--kind", choices=["auto", "invoice", "receipt"], default="auto", help="what the files are (default: auto)"
    )


def add_promise(parser: ArgumentParser) -> None:
    """When to accept: ``--max-error``."""
    parser.add_argument(
        "--max-error",
        type=share,
        default=DEFAULT_PROMISE,
        metavar="SHARE",
        help="accept only so that at most this share of the accepted documents has a wrong total, tax, date or number "
        f"(default: {DEFAULT_PROMISE})",
    )


def add_workers(parser: ArgumentParser) -> None:
    """How many at a time: ``--workers``."""
    parser.add_argument("--workers", type=positive, default=0, metavar="N", help="processes (default: one a processor)")


def add_output(parser: ArgumentParser) -> None:
    """Where to: ``--output``."""
    parser.add_argument("--output", metavar="FILE", help="write to this file instead of standard output")


def add_format(parser: ArgumentParser) -> None:
    """What for: ``--format``."""
    parser.add_argument(
        "--format", choices=list(FORMATS), help="default: a table on a terminal, JSON when piped or written to a file"
    )


def add_auditing(parser: ArgumentParser) -> None:
    """How to check: ``--profile``, ``--all-rules``, ``--history``, ``--fail-on``."""
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE.toml",
        help="what to demand: receipt, receipt-eu, invoice-eu, xrechnung, peppol, invoice-uk, invoice-us, invoice-in, "
        "invoice-ch, or a file of your own",
    )
    add_promise(parser)
    parser.add_argument("--all-rules", action="store_true", help="give the status of every rule")
    parser.add_argument(
        "--history", metavar="FILE.sqlite", help="compare with the documents kept in this file, and keep these there"
    )
    parser.add_argument(
        "--fail-on",
        choices=["error", "warning", "info"],
        help="end with 1 where a finding is as bad, even if the document is accepted",
    )


def auditing(args: argparse.Namespace) -> Auditing:
    """The checking that the arguments ask for.

    Raises:
        UsageError: There is no such profile or history, or the share of errors can't be promised; said before any file
            is read.
    """
    from invoice_ocr.checks.profile import load_profile  # noqa: PLC0415 - not needed for --help
    from invoice_ocr.pipeline.auditing import Auditing  # noqa: PLC0415 - as above
    from invoice_ocr.pipeline.decision import most_doubt  # noqa: PLC0415 - as above

    most_doubt(args.max_error)
    if args.profile:
        load_profile(args.profile)
    history = None
    if args.history:
        from invoice_ocr.pipeline.history import History  # noqa: PLC0415 - as above

        history = History(args.history)
    return Auditing(
        args.profile,
        args.all_rules,
        history,
        getattr(args, "confirm", False),
        args.fail_on,
        max_error=args.max_error,
    )


def status(tally: Tally, audit: Auditing) -> int:
    """The exit status; a finding that must not be there makes an accepted document one to look at."""
    return max(tally.status, int(audit.failed))


def chosen_format(args: argparse.Namespace) -> str:
    """The format asked for, or the one that suits where the output goes."""
    if args.format:
        return str(args.format)
    return "table" if sys.stdout.isatty() and not args.output else "json"


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def share(text: str) -> float:
    """A number above 0 and below 1."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share between 0 and 1, such as 0.01 for one in a hundred")
    return value


def seconds(text: str) -> float:
    """A time span above 0."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return value
